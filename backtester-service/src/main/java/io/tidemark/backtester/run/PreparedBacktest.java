package io.tidemark.backtester.run;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bars in memory, and what holds when strategies are run over them. */
public final class PreparedBacktest {

  static final String RUN = "backtest";
  private static final StrategyRegistry REGISTRY = StrategyRegistry.standard();

  private final BacktestSettings settings;
  private final Market market;
  private final MarketHistory history;

  private PreparedBacktest(BacktestSettings settings, Market market, MarketHistory history) {
    this.settings = settings;
    this.market = market;
    this.history = history;
  }

  /**
   * Reads the bars that a strategy is to be run over.
   *
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if bars cannot be had
   */
  public static PreparedBacktest of(BacktestSettings settings, StrategyDefinition strategy)
      throws IOException {
    Market market = StrategyAsRun.market(strategy, settings.exchange(), settings.symbols());
    MarketHistory history = history(settings, strategy, market);
    Set<Timeframe> needed = needed(strategy);
    history
        .bars()
        .forEach(
            (instrument, bars) ->
                requireShortEnough(strategy, needed, instrument.symbol(), bars.timeframe()));
    return new PreparedBacktest(settings, market, history);
  }

  private static MarketHistory history(
      BacktestSettings settings, StrategyDefinition strategy, Market market) throws IOException {
    if (!settings.data().isEmpty()) {
      return CandleFilesHistory.read(settings.data(), market, settings.timeframe())
          .between(settings.from(), settings.to());
    }
    return new StoredHistory(settings.ingestor())
        .read(market, timeframe(settings, strategy), settings.from(), settings.to());
  }

  /** Of the bars that an ingestor is asked for. */
  private static Timeframe timeframe(BacktestSettings settings, StrategyDefinition strategy) {
    Timeframe given = settings.timeframe();
    return given == null ? longestThatFits(needed(strategy)) : given;
  }

  /**
   * Checks all that can be known before an ingestor is asked for bars.
   *
   * @return the timeframe of the bars that it would be asked for
   * @throws IllegalArgumentException if what was asked for does not fit together
   */
  public static Timeframe require(BacktestSettings settings, StrategyDefinition strategy) {
    Market market = StrategyAsRun.market(strategy, settings.exchange(), settings.symbols());
    StrategyAsRun.of(strategy, market, settings.assumptions());
    Timeframe timeframe = timeframe(settings, strategy);
    Set<Timeframe> needed = needed(strategy);
    market.symbols().forEach(symbol -> requireShortEnough(strategy, needed, symbol, timeframe));
    return timeframe;
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

  private static void requireShortEnough(
      StrategyDefinition strategy, Set<Timeframe> needed, Symbol symbol, Timeframe timeframe) {
    for (Timeframe other : needed) {
      if (timeframe != other && !timeframe.fills(other)) {
        throw new IllegalArgumentException(
            "the bars of %s are of %s, of which no bars of %s can be made, which strategy %s looks at; give bars of %s or shorter"
                .formatted(symbol, timeframe, other, strategy.id(), other));
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
    RunAccount account = RunAccount.of(strategy, settings.suite());
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
  public MarketHistory history() {
    return history;
  }

  /** Number of bars of all instruments, above 0. */
  public long bars() {
    return history.bars().values().stream().mapToLong(BarColumns::size).sum();
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
