package io.tidemark.launcher.backtest;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bars in memory, and what holds when strategies are run over them. */
public final class PreparedBacktest {

  static final String RUN = "backtest";
  private static final StrategyRegistry REGISTRY = StrategyRegistry.standard();

  private final BacktestSettings settings;
  private final Market market;
  private final MarketHistory history;
  private final @Nullable SuiteConfiguration suite;

  private PreparedBacktest(
      BacktestSettings settings,
      Market market,
      MarketHistory history,
      @Nullable SuiteConfiguration suite) {
    this.settings = settings;
    this.market = market;
    this.history = history;
    this.suite = suite;
  }

  /**
   * Reads the bars that a strategy is to be run over.
   *
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if bars cannot be had
   */
  public static PreparedBacktest of(BacktestSettings settings, StrategyDefinition strategy)
      throws IOException {
    SuiteConfiguration suite =
        settings.configuration() == null ? null : SuiteConfiguration.load(settings.configuration());
    Market market = StrategyAsRun.market(strategy, settings.exchange(), settings.symbols());
    MarketHistory history = history(settings, strategy, market);
    requireShortEnough(strategy, history);
    return new PreparedBacktest(settings, market, history, suite);
  }

  private static MarketHistory history(
      BacktestSettings settings, StrategyDefinition strategy, Market market) throws IOException {
    if (!settings.data().isEmpty()) {
      return CandleFilesHistory.read(settings.data(), market, settings.timeframe())
          .between(settings.from(), settings.to());
    }
    Timeframe timeframe = settings.timeframe();
    return new StoredHistory(settings.ingestor())
        .read(
            market,
            timeframe == null ? longestThatFits(needed(strategy)) : timeframe,
            settings.from(),
            settings.to());
  }

  /** The timeframes whose bars a strategy looks at. */
  static Set<Timeframe> needed(StrategyDefinition strategy) {
    Market market = strategy.market();
    InstrumentId any = new InstrumentId(market.exchange(), market.symbols().getFirst());
    return new ScanStage(RUN, any, List.of(strategy), REGISTRY, IndicatorCatalogue.standard())
        .timeframes();
  }

  /** The longest timeframe of whose bars all that are needed can be made. */
  static Timeframe longestThatFits(Set<Timeframe> needed) {
    return Arrays.stream(Timeframe.values())
        .filter(one -> needed.stream().allMatch(other -> one == other || one.fills(other)))
        .max(Comparator.naturalOrder())
        .orElse(Timeframe.M1);
  }

  private static void requireShortEnough(StrategyDefinition strategy, MarketHistory history) {
    Set<Timeframe> needed = needed(strategy);
    for (Map.Entry<InstrumentId, BarColumns> each : history.bars().entrySet()) {
      Timeframe timeframe = each.getValue().timeframe();
      for (Timeframe other : needed) {
        if (timeframe != other && !timeframe.fills(other)) {
          throw new IllegalArgumentException(
              "the bars of %s are of %s, of which no bars of %s can be made, which strategy %s looks at; give bars of %s or shorter"
                  .formatted(each.getKey().symbol(), timeframe, other, strategy.id(), other));
        }
      }
    }
  }

  /**
   * A strategy as it is run: on the symbols that there are bars of, with what was asked for in
   * place of what its file says.
   *
   * @param strategy as its file has it; it may differ from the one that the bars were read for
   * @throws IllegalArgumentException if an assumption is out of its range
   */
  public StrategyDefinition asRun(StrategyDefinition strategy) {
    return StrategyAsRun.of(
        strategy,
        new Market(
            market.exchange(),
            history.bars().keySet().stream().map(InstrumentId::symbol).toList(),
            strategy.market().primaryTimeframe(),
            strategy.market().timeframes()),
        settings.assumptions());
  }

  /**
   * What a run of a strategy is.
   *
   * @param strategy {@link #asRun as it is run}
   */
  public BacktestPlan plan(StrategyDefinition strategy) {
    RunAccount account = RunAccount.of(strategy, suite);
    return new BacktestPlan(
        RUN,
        history.bars(),
        List.of(strategy),
        Map.of(),
        account.cash(),
        account.limits(),
        account.shortsAllowed());
  }

  /** The bars. */
  MarketHistory history() {
    return history;
  }

  /** From the first open to the last close. */
  public Span span() {
    return new Span(history.start(), history.end());
  }

  /** SHA-256 of what the bars were read from. */
  public String inputSha256() {
    return history.sha256();
  }
}
