package io.tidemark.benchmarks.backtest;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.BarBacktest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ta4j.core.TradingRecord;

/**
 * A backtest over a year of minutes: by the suite's own stages, with tiers, trailing stop and exact
 * money, and by ta4j's manager with DoubleNum and indicators made afresh, with a stop and one
 * target for all. Run both in one go: {@code benchmarks/run BacktestBenchmark}; {@code
 * -jvmArgsAppend -Dtidemark.candles=FILE} reads the minutes from a file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class BacktestBenchmark {

  private final BacktestPlan plan = OwnStrategy.plan();

  /** The suite's own. */
  @Benchmark
  public BacktestResult engine() {
    return BarBacktest.run(plan);
  }

  /** ta4j's. */
  @Benchmark
  public TradingRecord ta4j(Ta4jStrategy.Minutes minutes) {
    return minutes.run(OwnStrategy.Parameters.USUAL);
  }
}
