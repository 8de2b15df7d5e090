package io.tidemark.ml.baseline;

import io.tidemark.kit.codec.Json;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A forecast of the change from the changes before it. */
public final class ArimaModel implements Model {

  private static final String FILE = "arima.json";

  private final ModelSettings.Arima settings;
  private final int features;
  private final ArimaForecast forecast;
  private final SoftmaxRegression regression;

  ArimaModel(
      ModelSettings.Arima settings,
      int features,
      ArimaForecast forecast,
      SoftmaxRegression regression) {
    this.settings = settings;
    this.features = features;
    this.forecast = forecast;
    this.regression = regression;
  }

  private record Content(ArimaForecast forecast, SoftmaxRegression regression) {}

  /**
   * Reads one.
   *
   * @throws IOException if a file cannot be read
   */
  public static ArimaModel read(ModelFolder folder, ModelSettings.Arima settings)
      throws IOException {
    Content content =
        Json.mapper().readValue(Files.readAllBytes(folder.path().resolve(FILE)), Content.class);
    return new ArimaModel(settings, folder.features(), content.forecast(), content.regression());
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
    return regression.probabilities(scores(settings, forecast, samples));
  }

  /** Which way each sample's close is expected to go, and how far either way. */
  static DesignMatrix scores(
      ModelSettings.Arima settings, ArimaForecast forecast, Samples samples) {
    DesignMatrix scores = DesignMatrix.of(samples.count(), 2);
    for (int row = 0; row < samples.count(); row++) {
      double score = forecast.score(settings, samples, row);
      scores.set(row, 0, score);
      scores.set(row, 1, Math.abs(score));
    }
    return scores;
  }

  @Override
  public void write(Path folder) throws IOException {
    Files.write(
        folder.resolve(FILE), Json.mapper().writeValueAsBytes(new Content(forecast, regression)));
  }

  @Override
  public void close() {
    // Nothing outside of the heap.
  }
}
