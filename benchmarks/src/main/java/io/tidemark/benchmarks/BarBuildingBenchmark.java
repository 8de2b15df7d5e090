package io.tidemark.benchmarks;

import io.tidemark.core.bar.BarBuilder;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.util.List;
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

/** Trades into closed bars of one and of all timeframes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BarBuildingBenchmark {

  private static final int TRADES = 100_000;

  private final List<MarketTrade> trades = SampleTrades.of(TRADES);

  @Benchmark
  @OperationsPerInvocation(TRADES)
  public int minutes() {
    return build(List.of(Timeframe.M1));
  }

  @Benchmark
  @OperationsPerInvocation(TRADES)
  public int allTimeframes() {
    return build(List.of(Timeframe.values()));
  }

  private int build(List<Timeframe> timeframes) {
    BarBuilder builder = new BarBuilder(SampleTrades.BTC, timeframes, Duration.ofSeconds(1));
    int closed = 0;
    for (MarketTrade trade : trades) {
      closed += builder.onTrade(trade).messages().size();
    }
    return closed;
  }
}
