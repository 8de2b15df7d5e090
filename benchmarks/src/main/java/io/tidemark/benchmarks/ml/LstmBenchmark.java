package io.tidemark.benchmarks.ml;

import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.network.LstmLearning;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Steps of a network of 128, 64 and 32 units: a batch of 64 sequences of 60 bars, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 5)
public class LstmBenchmark {

  private static final int BATCH = 64;
  private static final int BARS = 60;
  private static final int BATCHES = 16;

  private final LstmLearning learning =
      new LstmLearning(
          new ModelSettings.Lstm(List.of(128, 64, 32), 0.2, BATCH, 1, 0.001, BARS, 0, 1),
          SampleBars.of(BATCH * BATCHES, BARS));
  private int next;

  /** Frees native memory. */
  @TearDown
  public void end() {
    learning.close();
  }

  /** The next batch. */
  @Benchmark
  public void step() {
    learning.step(next++ % BATCHES * BATCH);
  }
}
