package io.tidemark.core.strategy.ta4j;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ta4j.core.BarSeries;

/**
 * A ta4j strategy over the whole of a history, future bars included: one that looks ahead finds
 * what it looks for, and gives itself away when that is altered. It is never traded.
 */
public final class Ta4jOverHistory implements Strategy {

  private final Timeframe timeframe;
  private final org.ta4j.core.Strategy strategy;
  private final Map<Instant, Integer> indexes = new HashMap<>();
  private Verdict last = Verdict.UNDEFINED;

  /**
   * @param maker makes the strategy over the full series
   * @param history messages in order, of which the bars of the primary timeframe are the series
   */
  public Ta4jOverHistory(
      StrategyDefinition definition,
      Function<BarSeries, org.ta4j.core.Strategy> maker,
      List<BarsClosed> history) {
    timeframe = definition.market().primaryTimeframe();
    BarSeries series = Ta4jStrategy.emptySeries();
    for (BarsClosed bars : history) {
      for (Bar bar : bars.bars()) {
        if (bar.timeframe() == timeframe) {
          series.addBar(SeriesBar.of(bar).toTa4j(series.numFactory()));
          indexes.put(bar.openTime(), series.getEndIndex());
        }
      }
    }
    strategy = maker.apply(series);
  }

  @Override
  public List<Reading> readings() {
    return List.of();
  }

  @Override
  public Map<Timeframe, Integer> warmUp() {
    return Map.of(timeframe, strategy.getUnstableBars() + 1);
  }

  @Override
  public Verdict onBar(StrategyInput input) {
    Integer index = indexes.get(input.bar().openTime());
    if (index == null) {
      throw new IllegalArgumentException(
          "history must hold the bar at " + input.bar().openTime() + ", does not");
    }
    last = strategy.isUnstableAt(index) ? Verdict.UNDEFINED : Ta4jStrategy.judged(strategy, index);
    return last;
  }

  @Override
  public List<String> reasons() {
    return List.of("the rules say " + last);
  }
}
