package io.tidemark.benchmarks.backtest;

import io.tidemark.benchmarks.backtest.OwnStrategy.Parameters;
import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ta4j.core.TradingRecord;

/**
 * A parameter set of a sweep of 1,000 over a year of minutes: by the suite's own stages on all
 * cores, which share the indicators; by one of them; and by ta4j on one core with indicators made
 * afresh. Run all in one go: {@code benchmarks/run SweepBenchmark}; {@code -jvmArgsAppend
 * -Dtidemark.candles=FILE} reads the minutes from a file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class SweepBenchmark {

  private static final int SETS = 1_000;

  private final List<Parameters> sets = Parameters.thousand();
  private final BacktestPlan plan = OwnStrategy.plan();
  private int next;

  /** On all cores. */
  @Benchmark
  @OperationsPerInvocation(SETS)
  public long allCores() throws InterruptedException, ExecutionException {
    return sweep(Runtime.getRuntime().availableProcessors());
  }

  /** On one core. */
  @Benchmark
  @OperationsPerInvocation(SETS)
  public long oneCore() throws InterruptedException, ExecutionException {
    return sweep(1);
  }

  /** The number of trades of all sets. */
  private long sweep(int threads) throws InterruptedException, ExecutionException {
    SpanBacktest year = SpanBacktest.alone(plan, span());
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<TrialOutcome>> trials =
          sets.stream().map(each -> pool.submit(() -> trial(year, each))).toList();
      long trades = 0;
      for (Future<TrialOutcome> trial : trials) {
        trades += trial.get().figures().trades();
      }
      return trades;
    }
  }

  private TrialOutcome trial(SpanBacktest year, Parameters parameters) {
    return year.trial(OwnStrategy.definition(parameters), plan.initialCash(), _ -> true);
  }

  private static Span span() {
    BarColumns minutes = YearOfMinutes.COLUMNS;
    return new Span(
        Instant.ofEpochMilli(minutes.openMillis(0)),
        Instant.ofEpochMilli(minutes.openMillis(minutes.size() - 1)).plusSeconds(60));
  }

  /** One set after the other. */
  @Benchmark
  public TradingRecord ta4j(Ta4jStrategy.Minutes minutes) {
    return minutes.run(sets.get(next++ * 37 % SETS));
  }
}
