package io.tidemark.launcher.stream;

import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the venue lists of the time that was listened to, against what was heard of it. What was
 * traded up to the first trade heard, or shortly after the stream became live, may have come before
 * it listened; from then on to the end every trade counts.
 *
 * @param listed the venue's trades that should have been heard
 * @param missing those of them that were not
 */
record TradeComparison(List<MarketTrade> listed, List<MarketTrade> missing) {

  /**
   * @param listed all that the venue lists of that time, oldest first
   * @return empty if the stream never was live
   */
  static Optional<TradeComparison> of(
      InstrumentWatch watch, StreamWatch.Connection connection, List<MarketTrade> listed) {
    return from(watch, connection).map(from -> compare(watch, from, listed));
  }

  private static Optional<Instant> from(InstrumentWatch watch, StreamWatch.Connection connection) {
    Instant live = connection.lastLive();
    if (live == null) {
      return Optional.empty();
    }
    Instant settled = live.plus(StreamChecks.UNDER_WAY);
    boolean wasLost = connection.disconnects() > 0;
    List<MarketTrade> heard = watch.newTrades();
    return Optional.of(wasLost || heard.isEmpty() ? settled : heard.getFirst().eventTime());
  }

  private static TradeComparison compare(
      InstrumentWatch watch, Instant from, List<MarketTrade> listed) {
    Set<String> heard =
        watch.trades().stream().map(TradeComparison::content).collect(Collectors.toSet());
    List<MarketTrade> expected =
        listed.stream().filter(trade -> trade.eventTime().isAfter(from)).toList();
    return new TradeComparison(
        expected, expected.stream().filter(trade -> !heard.contains(content(trade))).toList());
  }

  /** Ids of a venue's two interfaces may differ; what was traded does not. */
  private static String content(MarketTrade trade) {
    return trade.eventTime().toEpochMilli() + "|" + trade.price() + "|" + trade.quantity();
  }
}
