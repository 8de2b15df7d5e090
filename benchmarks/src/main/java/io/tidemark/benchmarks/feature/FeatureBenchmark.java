package io.tidemark.benchmarks.feature;

import io.tidemark.core.feature.FeatureHistory;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureStream;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

/**
 * Bars a second of the standard features of minutes, bitcoin's beside them: in bulk for training,
 * the longer timeframes being made of the minutes in the time that is taken, and minute by minute
 * as live. The minutes are made up, with what trades tell of them. Run {@code benchmarks/run
 * FeatureBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx768m", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class FeatureBenchmark {

  /** Sixty days. */
  private static final int MINUTES = 86_400;

  private static final Symbol BITCOIN = Symbol.parse("BTC/USD");
  private static final Peers PEERS = new Peers(BITCOIN, List.of());

  private final FeatureSet set = FeatureSet.standard(Timeframe.M1);
  private final List<Bar> minutes = minutes(1);
  private final FeatureHistory history =
      FeatureHistory.of(BarColumns.of(Timeframe.M1, minutes))
          .with(PEERS, new TreeMap<>(Map.of(BITCOIN, BarColumns.of(Timeframe.M1, minutes(2)))));

  /** The table of all of them. */
  @Benchmark
  @OperationsPerInvocation(MINUTES)
  public FeatureTable bulk() {
    return FeatureTable.of(set, history);
  }

  /** One after the other, longer bars left out. */
  @Benchmark
  @OperationsPerInvocation(MINUTES)
  public double stream() {
    FeatureStream stream = new FeatureStream(set, PEERS);
    double sum = 0;
    for (Bar minute : minutes) {
      sum +=
          stream.step(List.of(minute), MarketContext.NONE).map(row -> row.value(0)).orElseThrow();
    }
    return sum;
  }

  private static List<Bar> minutes(long seed) {
    Random random = new Random(seed);
    Instant start = Instant.parse("2025-01-01T00:00:00Z");
    List<Bar> bars = new ArrayList<>(MINUTES);
    long cents = 9_400_000;
    for (int i = 0; i < MINUTES; i++) {
      long open = cents;
      cents = Math.max(1_000_000, cents + Math.round(random.nextGaussian() * 3_000));
      long high = Math.max(open, cents) + random.nextInt(2_000);
      long low = Math.min(open, cents) - random.nextInt(2_000);
      int volume = 1 + random.nextInt(5_000_000);
      int bought = random.nextInt(volume + 1);
      bars.add(
          new Bar(
              Timeframe.M1,
              start.plusSeconds(60L * i),
              price(open),
              price(high),
              price(low),
              price(cents),
              new Quantity(BigDecimal.valueOf(volume, 6)),
              price((high + low) / 2),
              (long) random.nextInt(500),
              new Quantity(BigDecimal.valueOf(bought, 6)),
              BigDecimal.valueOf(Math.round((2.0 * bought / volume - 1) * 1e8), 8),
              BigDecimal.valueOf(random.nextInt(1_000), 7),
              Completeness.COMPLETE,
              BarSource.TRADES,
              0));
    }
    return bars;
  }

  private static Price price(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }
}
