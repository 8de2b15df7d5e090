package io.tidemark.benchmarks.indicator;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.ta4j.core.BaseBar;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.NumFactory;

/**
 * Eighteen indicator values a bar: by our kernels from doubles, by ta4j from bars that hold its
 * doubles already, and by a graph from the suite's own bars, decimals converted and series kept.
 * Run all in one go: {@code benchmarks/run IndicatorBenchmark -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class IndicatorBenchmark {

  private static final int BARS = 1_000;
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  private final List<Bar> bars = new ArrayList<>(BARS);
  private final List<org.ta4j.core.Bar> ta4jBars = new ArrayList<>(BARS);
  private final double[] highs = new double[BARS];
  private final double[] lows = new double[BARS];
  private final double[] closes = new double[BARS];
  private final OwnKernels kernels = new OwnKernels();
  private final OwnIndicators graph = new OwnIndicators();

  /** Makes the same bars for both. */
  public IndicatorBenchmark() {
    Random random = new Random(1);
    long cents = 9_400_000;
    for (int i = 0; i < BARS; i++) {
      long open = cents;
      cents += Math.round(random.nextGaussian() * 3_000);
      long high = Math.max(open, cents) + random.nextInt(2_000);
      long low = Math.min(open, cents) - random.nextInt(2_000);
      add(i, new long[] {open, high, low, cents}, random.nextInt(100_000));
    }
  }

  private void add(int index, long[] cents, int volume) {
    Instant open = START.plus(Duration.ofMinutes(index));
    Bar bar =
        new Bar(
            Timeframe.M1,
            open,
            price(cents[0]),
            price(cents[1]),
            price(cents[2]),
            price(cents[3]),
            new Quantity(BigDecimal.valueOf(volume, 5)),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.VENUE_CANDLE,
            0);
    bars.add(bar);
    highs[index] = bar.high().toDouble();
    lows[index] = bar.low().toDouble();
    closes[index] = bar.close().toDouble();
    NumFactory numbers = DoubleNumFactory.getInstance();
    ta4jBars.add(
        new BaseBar(
            Duration.ofMinutes(1),
            open,
            bar.closeTime(),
            numbers.numOf(bar.open().toDouble()),
            numbers.numOf(bar.high().toDouble()),
            numbers.numOf(bar.low().toDouble()),
            numbers.numOf(bar.close().toDouble()),
            numbers.numOf(bar.volume().toDouble()),
            numbers.zero(),
            0));
  }

  private static Price price(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }

  /** The kernels, over and over the same bars: their state never ends. */
  @Benchmark
  @OperationsPerInvocation(BARS)
  public double kernels() {
    double sum = 0;
    for (int i = 0; i < BARS; i++) {
      sum += kernels.step(highs[i], lows[i], closes[i]);
    }
    return sum;
  }

  /** The graph, over and over the same bars. */
  @Benchmark
  @OperationsPerInvocation(BARS)
  public double graph() {
    double sum = 0;
    for (int i = 0; i < BARS; i++) {
      sum += graph.step(bars.get(i));
    }
    return sum;
  }

  /** A series and indicators made afresh each time, since ta4j's bars must follow each other. */
  @Benchmark
  @OperationsPerInvocation(BARS)
  public double ta4j() {
    Ta4jSeries series = new Ta4jSeries();
    double sum = 0;
    for (int i = 0; i < BARS; i++) {
      sum += series.step(ta4jBars.get(i));
    }
    return sum;
  }
}
