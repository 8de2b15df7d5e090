package io.tidemark.core.performance;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A closed trade.
 *
 * @param openedAt its first fill
 * @param closedAt its last fill, not before {@code openedAt}
 * @param pnl its result in the quote currency after the fees of entry and exit
 */
public record TradeResult(Instant openedAt, Instant closedAt, BigDecimal pnl) {

  /**
   * @throws IllegalArgumentException if it closed before it opened
   */
  public TradeResult {
    if (closedAt.isBefore(openedAt)) {
      throw new IllegalArgumentException(
          "closedAt must not be before openedAt %s, was %s".formatted(openedAt, closedAt));
    }
  }
}
