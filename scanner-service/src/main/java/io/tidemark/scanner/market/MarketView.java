package io.tidemark.scanner.market;

import io.tidemark.model.Bar;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen last of one instrument. */
final class MarketView {

  private static final String BTC_CORRELATION = "btc_correlation";

  private Bar bar;
  private final SortedMap<String, SortedMap<String, Double>> indicators = new TreeMap<>();
  private final Map<String, Double> leanings = new TreeMap<>();
  private Instant lastSnapshot;

  /**
   * @param bars the first that are seen
   * @param snapshotsFrom the instant after which snapshots are taken
   */
  MarketView(BarsClosed bars, Instant snapshotsFrom) {
    this.bar = bars.bars().getFirst();
    this.lastSnapshot = snapshotsFrom;
  }

  Instant lastSnapshot() {
    return lastSnapshot;
  }

  void snapshotTaken(Instant instant) {
    lastSnapshot = instant;
  }

  /** The latest closed bar of the shortest timeframe. */
  Bar bar() {
    return bar;
  }

  void take(BarsClosed bars, @Nullable ScanDecided decided) {
    Bar shortest = bars.bars().getFirst();
    if (shortest.timeframe().compareTo(bar.timeframe()) <= 0) {
      bar = shortest;
    }
    if (decided != null) {
      decided.decisions().forEach(this::take);
    }
  }

  private void take(StrategyDecision decision) {
    indicators
        .computeIfAbsent(decision.timeframe().code(), _ -> new TreeMap<>())
        .putAll(decision.indicators());
    leanings.put(decision.strategy(), leaning(decision));
  }

  private static double leaning(StrategyDecision decision) {
    if (decision.outcome() != Outcome.SIGNAL) {
      return 0;
    }
    if (decision.type() == SignalType.BUY) {
      return decision.confidence();
    }
    return decision.type() == SignalType.SELL ? -decision.confidence() : 0;
  }

  /** From -1, all strategies sell, to 1, all buy; null before the first decision. */
  @Nullable Double sentiment() {
    return leanings.isEmpty()
        ? null
        : leanings.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** What strategies read, by timeframe, by name. */
  SortedMap<String, SortedMap<String, Double>> indicators() {
    SortedMap<String, SortedMap<String, Double>> copy = new TreeMap<>();
    indicators.forEach((timeframe, values) -> copy.put(timeframe, new TreeMap<>(values)));
    return copy;
  }

  /** The correlation with bitcoin that a strategy reads; null if none does. */
  @Nullable Double btcCorrelation() {
    for (SortedMap<String, Double> values : indicators.values()) {
      for (Map.Entry<String, Double> value : values.entrySet()) {
        if (value.getKey().startsWith(BTC_CORRELATION)) {
          return value.getValue();
        }
      }
    }
    return null;
  }
}
