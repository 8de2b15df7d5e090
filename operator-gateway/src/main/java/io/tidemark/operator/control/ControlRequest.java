package io.tidemark.operator.control;

import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.InstrumentId;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asks for.
 *
 * @param reason in words, 1 to 500 characters; it is shown wherever the command had an effect
 * @param confirm true once the operator has seen what will happen
 * @param exchange of the one instrument that it is for; given with {@code symbol}, null for all
 * @param symbol likewise
 */
record ControlRequest(
    @Nullable String reason,
    @Nullable Boolean confirm,
    @Nullable String exchange,
    @Nullable String symbol) {

  private static final int LONGEST_REASON = 500;

  /**
   * The same, with nothing round the reason.
   *
   * @throws BadRequestException if the reason is missing or too long, or the instrument is none
   */
  ControlRequest checked() {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new BadRequestException(
          "reason must have 1 to %d characters, had %d"
              .formatted(LONGEST_REASON, reason == null ? 0 : reason.length()));
    }
    if ((exchange == null) != (symbol == null)) {
      throw new BadRequestException("exchange and symbol must be given together");
    }
    if (exchange != null && symbol != null) {
      try {
        InstrumentId.of(exchange, symbol);
      } catch (IllegalArgumentException e) {
        throw new BadRequestException(String.valueOf(e.getMessage()));
      }
    }
    return new ControlRequest(reason.strip(), confirm, exchange, symbol);
  }

  /** The reason, which is there. */
  String why() {
    return String.valueOf(reason);
  }

  /** The one instrument that it is for; null for all. */
  @Nullable InstrumentId instrument() {
    return exchange == null || symbol == null ? null : InstrumentId.of(exchange, symbol);
  }

  boolean isConfirmed() {
    return Boolean.TRUE.equals(confirm);
  }
}
