package io.tidemark.core.learn;

import io.tidemark.model.Money;
import java.time.Instant;

/**
 * What a trade came to; a partial exit is one of its own.
 *
 * @param entryTime when it was opened
 * @param exitTime when it was closed, not before
 * @param netPnl what it won, after fees; negative if it lost
 */
public record ClosedTrade(Instant entryTime, Instant exitTime, Money netPnl) {

  /**
   * @throws IllegalArgumentException if it was closed before it was opened
   */
  public ClosedTrade {
    if (exitTime.isBefore(entryTime)) {
      throw new IllegalArgumentException(
          "exitTime must not be before entryTime %s, was %s".formatted(entryTime, exitTime));
    }
  }
}
