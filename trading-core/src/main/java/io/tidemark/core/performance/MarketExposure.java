package io.tidemark.core.performance;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** How much of the time something was held. */
public final class MarketExposure {

  private MarketExposure() {}

  /**
   * The share of a stretch of time in which at least one of the trades was open, from 0 to 1; 0 of
   * no time.
   *
   * @param trades in any order; what lies outside of the stretch is left out
   */
  public static double of(List<TradeResult> trades, Instant from, Instant to) {
    if (!to.isAfter(from)) {
      return 0;
    }
    Duration held = Duration.ZERO;
    Instant until = from;
    List<TradeResult> sorted =
        trades.stream().sorted(Comparator.comparing(TradeResult::openedAt)).toList();
    for (TradeResult trade : sorted) {
      Instant begin = later(trade.openedAt(), until);
      Instant end = trade.closedAt().isBefore(to) ? trade.closedAt() : to;
      if (end.isAfter(begin)) {
        held = held.plus(Duration.between(begin, end));
        until = end;
      }
    }
    return held.toNanos() / (double) Duration.between(from, to).toNanos();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
