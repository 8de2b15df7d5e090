package io.tidemark.ml.baseline;

import io.tidemark.ml.model.LogLoss;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.Trainer;
import io.tidemark.ml.model.TrainingProgress;

/**
 * Fits a forecast of the change, and from the forecast to the label a logistic regression, so that
 * probabilities are those of the target whatever it is. Draws nothing at random.
 */
public final class ArimaTrainer implements Trainer {

  /** On two columns of some thousand rows it only keeps the weights finite. */
  private static final double PENALTY = 1e-4;

  private final ModelSettings.Arima settings;

  /** Of models with these settings. */
  public ArimaTrainer(ModelSettings.Arima settings) {
    this.settings = settings;
  }

  @Override
  public Model train(Samples train, Samples validation, TrainingProgress progress)
      throws InterruptedException {
    SampleChecks.requireTraining(train, validation, settings);
    ArimaForecast forecast = ArimaForecast.fit(settings, train);
    DesignMatrix seen = ArimaModel.scores(settings, forecast, validation);
    SoftmaxRegression regression =
        SoftmaxRegression.fit(
            ArimaModel.scores(settings, forecast, train),
            train,
            PENALTY,
            each -> LogLoss.of(each.probabilities(seen), validation),
            progress);
    return new ArimaModel(settings, train.features(), forecast, regression);
  }
}
