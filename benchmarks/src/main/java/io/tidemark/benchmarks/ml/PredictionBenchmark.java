package io.tidemark.benchmarks.ml;

import io.tidemark.ml.model.AheadModel;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.kind.ModelKinds;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A prediction for each of 500 symbols at once, of 60 features, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class PredictionBenchmark {

  private static final int SYMBOLS = 500;
  private static final int TRAIN = 5_000;
  private static final int BARS = 60;

  /** Of the model, each as large as it is by default. */
  @Param({"XGBOOST", "RANDOM_FOREST", "LSTM", "LOGISTIC", "ARIMA"})
  public ModelKind kind = ModelKind.XGBOOST;

  private final SampleTable.Selection all = SampleBars.of(TRAIN, BARS);
  private final Samples symbols = first(SYMBOLS);
  private @Nullable Model model;
  private float[][] prepared = new float[0][];

  private SampleTable.Selection first(int count) {
    return all.table()
        .select(
            BARS,
            IntStream.range(0, count).map(all::bar).toArray(),
            IntStream.range(0, count).map(all::label).toArray(),
            IntStream.range(0, count).mapToDouble(all::weight).toArray());
  }

  /** Trains it, a network for one batch only: how good it is does not make it slower. */
  @Setup
  public void train() throws InterruptedException {
    ModelSettings settings =
        switch (kind) {
          case XGBOOST -> new ModelSettings.Boosting(200, 6, 0.1, 0, 1, 1);
          case RANDOM_FOREST -> new ModelSettings.Forest(200, 8, 1, 1);
          case LSTM -> new ModelSettings.Lstm(List.of(128, 64, 32), 0.2, 64, 1, 0.001, BARS, 0, 1);
          case LOGISTIC -> new ModelSettings.Logistic(0.001);
          case ARIMA -> new ModelSettings.Arima(5, 1, 5);
          case HEURISTIC -> ModelSettings.Heuristic.STANDARD;
        };
    model =
        ModelKinds.trainer(settings)
            .train(kind == ModelKind.LSTM ? first(64) : all, first(0), TrainingProgress.UNHEARD);
    if (model instanceof AheadModel ahead) {
      prepared = ahead.prepare(symbols, 1);
    }
  }

  /** Frees native memory. */
  @TearDown
  public void end() {
    Objects.requireNonNull(model).close();
  }

  /** Probabilities of each symbol, as they are told after a bar. */
  @Benchmark
  public double[][] predict() {
    return model instanceof AheadModel ahead
        ? ahead.predict(symbols, prepared)
        : Objects.requireNonNull(model).predict(symbols);
  }

  /** The same with all that could have been done before the bar. */
  @Benchmark
  public double[][] predictUnprepared() {
    return Objects.requireNonNull(model).predict(symbols);
  }
}
