package io.tidemark.benchmarks.ml;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.kind.ModelKinds;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Training on 100,000 samples of 60 features, on one core. A round of XGBoost grows a tree for each
 * of three classes: 100 rounds are 300 trees, 300 rounds 900.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 0)
@Measurement(iterations = 2)
public class TrainingBenchmark {

  private static final int SAMPLES = 100_000;

  /** Of XGBoost. */
  @Param({"100", "300"})
  public int rounds;

  private final SampleTable.Selection train = SampleBars.of(SAMPLES, 1);
  private final Samples validation = train.table().select(1, new int[0], new int[0], new double[0]);

  /** With trees of depth 6. */
  @Benchmark
  public double[] xgboost() throws InterruptedException {
    return train(new ModelSettings.Boosting(rounds, 6, 0.1, 0, 1, 1));
  }

  /** Gains, which keep the training from being left out. */
  private double[] train(ModelSettings settings) throws InterruptedException {
    try (Model model =
        ModelKinds.trainer(settings).train(train, validation, TrainingProgress.UNHEARD)) {
      return model.gains().orElseThrow();
    }
  }
}
