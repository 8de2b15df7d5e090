package io.tidemark.launcher.backtest;

import io.tidemark.backtester.report.DataCompleteness;
import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.BarBacktest;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.Bootstrap;
import io.tidemark.core.performance.BuyAndHold;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One backtest, from its request to its files. */
public final class BacktestSession {

  private static final double NANOS = 1e9;

  private final BacktestSettings settings;
  private final StopSignal stop;
  private final PrintStream out;
  private final boolean terminal;
  private final StrategyRegistry registry = StrategyRegistry.standard();

  /**
   * @param out where progress and the summary go
   * @param terminal whether {@code out} is a terminal
   */
  public BacktestSession(
      BacktestSettings settings, StopSignal stop, PrintStream out, boolean terminal) {
    this.settings = settings;
    this.stop = stop;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Runs it, writes the files and tells a summary.
   *
   * @return whether it ran to its end
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if bars cannot be had, or files not be written
   */
  public boolean run() throws IOException {
    BacktestFiles files = new BacktestFiles(settings.outputs(), registry);
    files.requireWritable();
    StrategyDefinition read = StrategyLoader.load(settings.strategy());
    Optional<BacktestOutcome> outcome =
        TradeRun.isOver(settings.data()) ? runOverTrades(read) : runOverBars(read);
    if (outcome.isEmpty()) {
      return false;
    }
    files.write(outcome.get());
    out.print(BacktestText.of(outcome.get()));
    out.print(files.text());
    return true;
  }

  private Optional<BacktestOutcome> runOverTrades(StrategyDefinition read) throws IOException {
    Path configuration = settings.configuration();
    SuiteConfiguration suite =
        configuration == null ? null : SuiteConfiguration.load(configuration);
    TradeRun.Ran ran = TradeRun.of(settings, suite, read).run(registry, _ -> !stop.isRaised());
    BacktestPlan plan =
        new BacktestPlan(
            PreparedBacktest.RUN,
            ran.history().bars(),
            List.of(ran.strategy()),
            Map.of(),
            ran.account().cash(),
            ran.account().limits(),
            ran.account().shortsAllowed());
    return stop.isRaised()
        ? Optional.empty()
        : Optional.of(
            outcome(
                ran.strategy(), plan, ran.history(), ran.result(), ran.trades(), ran.seconds()));
  }

  private Optional<BacktestOutcome> runOverBars(StrategyDefinition read) throws IOException {
    PreparedBacktest prepared = PreparedBacktest.of(settings, read);
    StrategyDefinition strategy = prepared.asRun(read);
    BacktestPlan plan = prepared.plan(strategy);
    MarketHistory history = prepared.history();
    long bars = history.bars().values().stream().mapToLong(BarColumns::size).sum();
    RunProgress progress = new RunProgress(out, terminal, stop, bars);
    long begun = System.nanoTime();
    BacktestResult result = BarBacktest.run(plan, registry, progress);
    double seconds = (System.nanoTime() - begun) / NANOS;
    progress.end();
    return stop.isRaised()
        ? Optional.empty()
        : Optional.of(outcome(strategy, plan, history, result, 0, seconds));
  }

  private BacktestOutcome outcome(
      StrategyDefinition strategy,
      BacktestPlan plan,
      MarketHistory history,
      BacktestResult result,
      long marketTrades,
      double seconds) {
    EquityCurve benchmark = buyAndHold(strategy, plan);
    SortedMap<InstrumentId, DataCompleteness> completeness = new TreeMap<>();
    history
        .bars()
        .forEach(
            (id, columns) ->
                completeness.put(id, Gaps.completeness(columns, history.mayBeCorrected())));
    return new BacktestOutcome(
        strategy,
        plan,
        history,
        result,
        marketTrades,
        seconds,
        benchmark,
        PerformanceReport.of(result.equity(), result.trades(), benchmark, bootstrap()),
        completeness,
        configurationSha256(strategy, plan));
  }

  private @Nullable Bootstrap bootstrap() {
    return settings.bounds() || settings.outputs().report() != null ? Bootstrap.STANDARD : null;
  }

  /** The strategy's own hash where nothing else was assumed than what it says. */
  private static String configurationSha256(StrategyDefinition strategy, BacktestPlan plan) {
    return plan.limits().equals(BacktestPlan.NO_LIMITS)
        ? strategy.configurationHash()
        : Ids.sha256(
            String.join(
                "\n",
                strategy.configurationHash(),
                plan.initialCash().toPlainString(),
                plan.limits().toString(),
                String.valueOf(plan.shortsAllowed())));
  }

  private static EquityCurve buyAndHold(StrategyDefinition strategy, BacktestPlan plan) {
    BigDecimal fee = strategy.execution().feeRate();
    List<BuyAndHold.Holding> holdings = new ArrayList<>();
    for (BarColumns columns : plan.data().values()) {
      int size = columns.size();
      long[] times = new long[size];
      double[] closes = new double[size];
      for (int i = 0; i < size; i++) {
        times[i] = closeMillis(columns, i);
        closes[i] = columns.close(i);
      }
      holdings.add(
          new BuyAndHold.Holding(
              Instant.ofEpochMilli(columns.openMillis(0)), columns.open(0), times, closes));
    }
    return BuyAndHold.of(
        plan.initialCash().doubleValue(),
        (fee == null ? BacktestPlan.DEFAULT_FEE_RATE : fee).doubleValue(),
        holdings);
  }

  /** Without an instant for each of many bars, but for months, of which there are few. */
  private static long closeMillis(BarColumns columns, int bar) {
    Timeframe timeframe = columns.timeframe();
    long open = columns.openMillis(bar);
    return timeframe == Timeframe.MONTH1
        ? timeframe.closeOf(Instant.ofEpochMilli(open)).toEpochMilli()
        : open + timeframe.nominalLength().toMillis();
  }
}
