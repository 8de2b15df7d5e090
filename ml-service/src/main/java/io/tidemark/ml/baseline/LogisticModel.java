package io.tidemark.ml.baseline;

import io.tidemark.kit.codec.Json;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A weighted sum of the features for each class. */
public final class LogisticModel implements Model {

  private static final String FILE = "weights.json";

  private final ModelSettings.Logistic settings;
  private final int features;
  private final SoftmaxRegression regression;

  LogisticModel(ModelSettings.Logistic settings, int features, SoftmaxRegression regression) {
    this.settings = settings;
    this.features = features;
    this.regression = regression;
  }

  /**
   * Reads one.
   *
   * @throws IOException if a file cannot be read
   * @throws CorruptModelException if there are not as many weights as there must be
   */
  public static LogisticModel read(ModelFolder folder, ModelSettings.Logistic settings)
      throws IOException {
    Path file = folder.path().resolve(FILE);
    double[][] weights = Json.mapper().readValue(Files.readAllBytes(file), double[][].class);
    for (double[] each : weights) {
      if (each.length != folder.features() + 1) {
        throw new CorruptModelException(
            "%s must have %d weights a class, has %d"
                .formatted(file, folder.features() + 1, each.length));
      }
    }
    return new LogisticModel(settings, folder.features(), new SoftmaxRegression(weights));
  }

  @Override
  public ModelSettings settings() {
    return settings;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public double[][] predict(Samples samples) {
    SampleChecks.requirePrediction(samples, features, settings);
    return regression.probabilities(DesignMatrix.of(samples));
  }

  @Override
  public void write(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), Json.mapper().writeValueAsBytes(regression.weights()));
  }

  @Override
  public void close() {
    // Nothing outside of the heap.
  }
}
