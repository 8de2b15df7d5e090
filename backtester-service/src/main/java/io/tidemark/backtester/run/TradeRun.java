package io.tidemark.backtester.run;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.MergedMarket;
import io.tidemark.core.backtest.PaperTerms;
import io.tidemark.core.backtest.TradeBacktest;
import io.tidemark.core.backtest.TradePlan;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.trades.TradeFile;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A strategy over files of trades, read row by row, and the bars that were built of them. */
public final class TradeRun {

  private static final double NANOS = 1e9;

  private final BacktestSettings settings;
  private final StrategyDefinition strategy;
  private final Timeframe timeframe;
  private final SortedMap<InstrumentId, Path> files = new TreeMap<>();
  private final SortedMap<InstrumentId, List<Bar>> bars = new TreeMap<>();
  private long trades;

  private TradeRun(
      BacktestSettings settings, StrategyDefinition strategy, SortedMap<Symbol, Path> bySymbol) {
    this.settings = settings;
    this.strategy = strategy;
    Timeframe wanted = settings.timeframe();
    this.timeframe =
        wanted == null
            ? PreparedBacktest.longestThatFits(PreparedBacktest.needed(strategy))
            : wanted;
    bySymbol.forEach(
        (symbol, file) -> {
          InstrumentId instrument = new InstrumentId(strategy.market().exchange(), symbol);
          files.put(instrument, file);
          bars.put(instrument, new ArrayList<>());
        });
  }

  /**
   * Whether files are of trades.
   *
   * @throws IllegalArgumentException if only some are
   */
  public static boolean isOver(List<DataFile> data) throws IOException {
    int found = 0;
    for (DataFile each : data) {
      found += TradeFile.isOne(each.file()) ? 1 : 0;
    }
    if (found > 0 && found < data.size()) {
      throw new IllegalArgumentException(
          "--data must be files of candles or of trades, were of both");
    }
    return found > 0;
  }

  /**
   * Prepares a run.
   *
   * @param read the strategy as its file has it
   * @throws IllegalArgumentException if what was asked for does not fit together
   */
  public static TradeRun of(BacktestSettings settings, StrategyDefinition read) {
    if (settings.suite() != null && settings.assumptions().slippageBps() != null) {
      throw new IllegalArgumentException(
          "over trades, give --slippage-bps or --config, whose execution section says it; not both");
    }
    Market market = StrategyAsRun.market(read, settings.exchange(), settings.symbols());
    SortedMap<Symbol, Path> bySymbol =
        CandleFilesHistory.bySymbol(settings.data(), market.symbols());
    Market traded =
        new Market(
            market.exchange(),
            List.copyOf(bySymbol.keySet()),
            market.primaryTimeframe(),
            market.timeframes());
    return new TradeRun(settings, StrategyAsRun.of(read, traded, settings.assumptions()), bySymbol);
  }

  /**
   * Runs it.
   *
   * @param bounds whether figures are drawn anew, to tell between what bounds they lie
   * @param goesOn asked now and then; false ends the run
   * @return empty if it was ended
   * @throws io.tidemark.kit.trades.TradeFileException if a file is not what it must be
   * @throws IOException if a file cannot be read
   */
  public Optional<BacktestOutcome> run(
      StrategyRegistry registry, boolean bounds, LongPredicate goesOn) throws IOException {
    BacktestRun.Watch watch = new BacktestRun.Watch(goesOn);
    long begun = System.nanoTime();
    SortedMap<InstrumentId, TradeFile> open = new TreeMap<>();
    try {
      for (Map.Entry<InstrumentId, Path> each : files.entrySet()) {
        open.put(each.getKey(), TradeFile.open(each.getValue(), each.getKey()));
      }
      RunAccount account = RunAccount.of(strategy, settings.suite());
      List<Iterator<MarketTrade>> recordings =
          open.values().stream().<Iterator<MarketTrade>>map(Within::new).toList();
      BacktestResult result =
          TradeBacktest.run(
              plan(account), registry, new MergedMarket(recordings), watch, this::keep);
      double seconds = (System.nanoTime() - begun) / NANOS;
      return watch.hasEnded()
          ? Optional.empty()
          : Optional.of(judge(account, history(open), result, seconds, bounds));
    } finally {
      open.values().forEach(TradeFile::close);
    }
  }

  private BacktestOutcome judge(
      RunAccount account,
      MarketHistory history,
      BacktestResult result,
      double seconds,
      boolean bounds) {
    BacktestPlan plan =
        new BacktestPlan(
            PreparedBacktest.RUN,
            history.bars(),
            List.of(strategy),
            Map.of(),
            account.cash(),
            account.limits(),
            account.shortsAllowed());
    return BacktestRun.judge(strategy, plan, history, result, trades, seconds, bounds);
  }

  private TradePlan plan(RunAccount account) {
    return new TradePlan(
        PreparedBacktest.RUN,
        new TreeSet<>(files.keySet()),
        timeframe,
        settings.from(),
        List.of(strategy),
        Map.of(),
        account.cash(),
        account.limits(),
        account.shortsAllowed(),
        paper());
  }

  private PaperTerms paper() {
    SuiteConfiguration suite = settings.suite();
    if (suite == null) {
      return PaperTerms.of(List.of(strategy));
    }
    Duration latency = suite.execution().latency();
    Duration grace = suite.marketData().barGrace();
    return new PaperTerms(
        suite.execution().fills(), latency, latency.compareTo(grace) < 0 ? latency : grace);
  }

  private void keep(BarsClosed closed) {
    for (Bar bar : closed.bars()) {
      if (bar.timeframe() == timeframe) {
        bars.getOrDefault(closed.instrument(), new ArrayList<>()).add(bar);
      }
    }
  }

  private MarketHistory history(SortedMap<InstrumentId, TradeFile> open) {
    SortedMap<InstrumentId, MarketHistory.Source> sources = new TreeMap<>();
    open.forEach(
        (instrument, file) -> {
          List<Bar> built = bars.getOrDefault(instrument, List.of());
          if (built.isEmpty()) {
            throw new IllegalArgumentException(
                "the trades of %s close no bar of %s; give more of them, or a shorter --timeframe"
                    .formatted(instrument.symbol(), timeframe));
          }
          file.forEachRemaining(_ -> {});
          sources.put(
              instrument, new MarketHistory.Source(BarColumns.of(timeframe, built), file.sha256()));
        });
    return MarketHistory.of(sources, false);
  }

  /** The trades of a file that happened in the time that was asked for. */
  private final class Within implements Iterator<MarketTrade> {

    private final TradeFile file;
    private @Nullable MarketTrade next;

    private Within(TradeFile file) {
      this.file = file;
      this.next = read();
    }

    private @Nullable MarketTrade read() {
      Instant from = settings.from();
      Instant to = settings.to();
      while (file.hasNext()) {
        MarketTrade trade = file.next();
        if (to != null && !trade.eventTime().isBefore(to)) {
          return null;
        }
        if (from == null || !trade.eventTime().isBefore(from)) {
          trades++;
          return trade;
        }
      }
      return null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public MarketTrade next() {
      MarketTrade trade = next;
      if (trade == null) {
        throw new NoSuchElementException("no trade is left in the time that was asked for");
      }
      next = read();
      return trade;
    }
  }
}
