package io.tidemark.core.signal;

import io.tidemark.core.indicator.IndicatorDefinition;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.Series;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.BlockReason;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The average true ranges that a strategy's exits and sizes are measured in, as of a bar. */
final class ScannedRanges {

  private static final String INDICATOR = "atr";

  private final Timeframe timeframe;
  private final SortedMap<Integer, Series> byPeriod = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if one is asked for and the catalogue has none
   */
  ScannedRanges(StrategyDefinition definition, IndicatorGraphs graphs) {
    this.timeframe = definition.market().primaryTimeframe();
    SignalRanges.distances(definition.exits())
        .forEach(
            distance ->
                byPeriod.computeIfAbsent(distance.period(), period -> range(graphs, period)));
  }

  private Series range(IndicatorGraphs graphs, int period) {
    IndicatorDefinition definition =
        graphs
            .catalogue()
            .find(INDICATOR)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "exits in average true ranges need the indicator " + INDICATOR));
    return graphs.graph(timeframe).indicator(definition, period);
  }

  /** How many bars of the primary timeframe it takes until all are defined; 0 without any. */
  int warmUp() {
    return byPeriod.values().stream().mapToInt(Series::warmUp).max().orElse(0);
  }

  /** Whether one is not defined yet, or 0: nothing moves, so nothing can be measured by it. */
  boolean areMissing() {
    return byPeriod.values().stream().anyMatch(ScannedRanges::isMissing);
  }

  private static boolean isMissing(Series range) {
    return !(range.value(0) > 0);
  }

  /** Whether an entry must wait, told in {@code reasons}; null if all can be told. */
  @Nullable BlockReason shut(List<String> reasons) {
    List<String> missing =
        byPeriod.values().stream().filter(ScannedRanges::isMissing).map(Series::key).toList();
    if (missing.isEmpty()) {
      return null;
    }
    reasons.add("not defined yet, or 0: " + String.join(", ", missing));
    return BlockReason.WARMING_UP;
  }

  /** Adds the ranges to a signal's metadata. */
  void tell(Map<String, Double> metadata) {
    byPeriod.forEach((period, range) -> metadata.put(SignalRanges.key(period), range.value(0)));
  }
}
