package io.tidemark.core.strategy.ta4j;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Trade.TradeType;
import org.ta4j.core.num.DoubleNumFactory;

/**
 * A plain ta4j strategy. Its entry rule opens (BUY, or SELL if that is its starting type), its exit
 * rule closes; where both are satisfied the exit counts. Its unstable bars are the warm-up. Rules
 * that look at ta4j's own trading record are never satisfied, since the suite holds positions:
 * stops belong under {@code exits}.
 *
 * <p>It sees the last {@code history} to twice {@code history} bars ({@code
 * parameters.history_bars}, default 1000): at twice as many the series is begun anew with the last
 * ones, so that what a bar costs does not grow. What it decides is a function of the bars since the
 * series was begun, which a snapshot keeps.
 */
public final class Ta4jStrategy implements Strategy {

  /** The parameter that says how many bars are kept. */
  public static final String HISTORY_BARS = "history_bars";

  private static final int DEFAULT_HISTORY = 1000;
  private static final int LONGEST_HISTORY = 100_000;

  private final Function<BarSeries, org.ta4j.core.Strategy> maker;
  private final Timeframe timeframe;
  private final int history;
  private final List<SeriesBar> bars = new ArrayList<>();
  private BarSeries series;
  private org.ta4j.core.Strategy strategy;
  private Verdict last = Verdict.UNDEFINED;

  /**
   * @param maker makes the strategy over a series that is still empty
   * @throws IllegalArgumentException if fewer bars are to be kept than twice its unstable ones
   */
  public Ta4jStrategy(
      StrategyDefinition definition, Function<BarSeries, org.ta4j.core.Strategy> maker) {
    this.maker = maker;
    this.timeframe = definition.market().primaryTimeframe();
    this.history = history(definition);
    this.series = emptySeries();
    this.strategy = maker.apply(series);
    if (history < 2 * strategy.getUnstableBars()) {
      throw new IllegalArgumentException(
          "parameters.%s must be at least %d, twice the unstable bars of the strategy, was %d"
              .formatted(HISTORY_BARS, 2 * strategy.getUnstableBars(), history));
    }
  }

  private static int history(StrategyDefinition definition) {
    Object given = definition.parameters().getOrDefault(HISTORY_BARS, DEFAULT_HISTORY);
    boolean fits =
        given instanceof Number number
            && number.doubleValue() == number.intValue()
            && number.intValue() >= 1
            && number.intValue() <= LONGEST_HISTORY;
    if (!fits) {
      throw new IllegalArgumentException(
          "parameters.%s must be a whole number from 1 to %d, was %s"
              .formatted(HISTORY_BARS, LONGEST_HISTORY, given));
    }
    return ((Number) given).intValue();
  }

  static BarSeries emptySeries() {
    return new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
  }

  /** None: what it reads is ta4j's. */
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
    if (bars.size() == 2 * history) {
      bars.subList(0, history).clear();
      begin();
    }
    SeriesBar bar = SeriesBar.of(input.bar());
    bars.add(bar);
    last = take(bar);
    return last;
  }

  /** Begins a series of the bars that are kept. */
  private void begin() {
    series = emptySeries();
    strategy = maker.apply(series);
    for (SeriesBar bar : bars) {
      last = take(bar);
    }
  }

  private Verdict take(SeriesBar bar) {
    series.addBar(bar.toTa4j(series.numFactory()));
    int index = series.getEndIndex();
    if (strategy.isUnstableAt(index)) {
      return Verdict.UNDEFINED;
    }
    return judged(strategy, index);
  }

  /** What the rules say at a bar that is stable. */
  static Verdict judged(org.ta4j.core.Strategy strategy, int index) {
    boolean enters = strategy.shouldEnter(index);
    boolean exits = strategy.shouldExit(index);
    boolean sells = strategy.getStartingType() == TradeType.SELL;
    return Verdict.of(enters && !sells, enters && sells, exits && !sells, exits && sells);
  }

  @Override
  public List<String> reasons() {
    String name = strategy.getName() == null ? "the ta4j strategy" : strategy.getName();
    return switch (last) {
      case UNDEFINED ->
          List.of("%s is not stable before bar %d".formatted(name, strategy.getUnstableBars() + 1));
      case HOLD -> List.of("neither rule is satisfied");
      case BUY, SELL -> List.of("the entry rule of %s is satisfied".formatted(name));
      case CLOSE_LONG, CLOSE_SHORT -> List.of("the exit rule of %s is satisfied".formatted(name));
      case BUY_CLOSING_SHORT,
          SELL_CLOSING_LONG,
          CLOSE_BOTH,
          PARTIAL_CLOSE_LONG,
          PARTIAL_CLOSE_SHORT,
          PARTIAL_CLOSE_BOTH,
          CONFLICT ->
          throw new IllegalStateException("a ta4j strategy has one direction, was to: " + last);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(bars.size());
    for (SeriesBar bar : bars) {
      bar.save(out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > 2 * history) {
      throw new IllegalArgumentException(
          "the snapshot must have at most %d bars, has %d".formatted(2 * history, count));
    }
    bars.clear();
    for (int i = 0; i < count; i++) {
      bars.add(SeriesBar.restore(in));
    }
    begin();
  }
}
