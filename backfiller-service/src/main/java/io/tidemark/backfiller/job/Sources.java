package io.tidemark.backfiller.job;

import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.model.Timeframe;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the bars of each timeframe come from at a venue.
 *
 * @param direct timeframes that the venue's candles or trades give, those that others are composed
 *     of included
 * @param composed the other timeframes that were asked for, and the timeframe each is composed of
 * @param candles the direct timeframes of which the venue has candles
 * @param trades whether the venue's trades reach back to the first one
 */
record Sources(
    SortedSet<Timeframe> direct,
    SortedMap<Timeframe, Timeframe> composed,
    SortedSet<Timeframe> candles,
    boolean trades) {

  /**
   * The sources of the timeframes that are asked for.
   *
   * @throws IllegalArgumentException if the venue has nothing that one could be made of
   */
  static Sources of(ExchangeCapabilities venue, Collection<Timeframe> wanted) {
    boolean trades = venue.tradeHistory() == TradeHistory.FULL;
    SortedSet<Timeframe> direct = new TreeSet<>();
    SortedMap<Timeframe, Timeframe> composed = new TreeMap<>();
    for (Timeframe timeframe : new TreeSet<>(wanted)) {
      if (isDirect(venue, trades, timeframe)) {
        direct.add(timeframe);
      } else {
        Timeframe base = base(venue, trades, timeframe);
        composed.put(timeframe, base);
        direct.add(base);
      }
    }
    SortedSet<Timeframe> candles = new TreeSet<>(direct);
    candles.retainAll(venue.candleTimeframes());
    return new Sources(direct, composed, candles, trades);
  }

  private static boolean isDirect(ExchangeCapabilities venue, boolean trades, Timeframe timeframe) {
    return trades
        ? timeframe.compareTo(Timeframe.D1) <= 0
        : venue.candleTimeframes().contains(timeframe);
  }

  /** The longest direct timeframe whose bars fill the wanted one's exactly. */
  private static Timeframe base(ExchangeCapabilities venue, boolean trades, Timeframe wanted) {
    Optional<Timeframe> base =
        trades
            ? Optional.of(Timeframe.D1)
            : venue.candleTimeframes().stream()
                .filter(candidate -> candidate.fills(wanted))
                .max(Comparator.naturalOrder());
    return base.orElseThrow(
        () ->
            new IllegalArgumentException(
                "timeframe %s cannot be had at %s: it serves candles of %s and no full history of trades"
                    .formatted(wanted, venue.exchange(), new TreeSet<>(venue.candleTimeframes()))));
  }

  /** All timeframes that the store is to hold at the end, direct ones first. */
  SortedSet<Timeframe> all() {
    SortedSet<Timeframe> all = new TreeSet<>(direct);
    all.addAll(composed.keySet());
    return all;
  }

  /** The shortest direct timeframe. */
  Timeframe finest() {
    return direct.first();
  }
}
