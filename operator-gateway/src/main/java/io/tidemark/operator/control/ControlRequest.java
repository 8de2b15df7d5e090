package io.tidemark.operator.control;

import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ControlCommand.Action;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asks for.
 *
 * @param reason in words, 1 to 500 characters; it is shown wherever the command had an effect
 * @param confirm true once the operator has seen what will happen
 * @param exchange of the one instrument that it is for; given with {@code symbol}, null for all
 * @param symbol likewise
 * @param factor by which sizes are to be multiplied, from 0 to 1; null unless that is asked for
 * @param positionId of the one position to close; null for those of the instrument, or all
 */
record ControlRequest(
    @Nullable String reason,
    @Nullable Boolean confirm,
    @Nullable String exchange,
    @Nullable String symbol,
    @Nullable BigDecimal factor,
    @Nullable UUID positionId) {

  private static final int LONGEST_REASON = 500;

  /**
   * The same, with nothing round the reason.
   *
   * @throws BadRequestException if the reason is missing or too long, the instrument is none, or
   *     something is given that the action cannot be for
   */
  ControlRequest checked(Action action) {
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
    checkScope(action);
    checkFactor(action);
    return new ControlRequest(reason.strip(), confirm, exchange, symbol, factor, positionId);
  }

  private void checkScope(Action action) {
    if (exchange != null) {
      switch (action) {
        case HALT -> throw wholeAccount("a halt");
        case SIZE_SCALE -> throw wholeAccount("a size scale");
        case RELOAD ->
            throw new BadRequestException(
                "a reload is for the whole suite: leave out the instrument");
        case PAUSE, RESUME, CLOSE, ALLOW_NEXT -> {}
      }
    }
    if (positionId != null && (action != Action.CLOSE || exchange != null)) {
      throw new BadRequestException(
          "positionId names the one position to close, by itself: leave it out, or the instrument");
    }
  }

  private static BadRequestException wholeAccount(String what) {
    return new BadRequestException(what + " is for the whole account: leave out the instrument");
  }

  private void checkFactor(Action action) {
    if ((action == Action.SIZE_SCALE) != (factor != null)) {
      throw new BadRequestException(
          action == Action.SIZE_SCALE
              ? "factor is missing: give a decimal from 0 to 1, such as \"0.5\""
              : "factor is for size-scale alone: leave it out");
    }
    if (factor != null && (factor.signum() < 0 || factor.compareTo(BigDecimal.ONE) > 0)) {
      throw new BadRequestException("factor must be from 0 to 1, was " + factor.toPlainString());
    }
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
