package io.tidemark.ml.baseline;

import io.tidemark.ml.model.LogLoss;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.Trainer;
import io.tidemark.ml.model.TrainingProgress;

/** Fits a weighted sum of the features for each class. Draws nothing at random. */
public final class LogisticTrainer implements Trainer {

  private final ModelSettings.Logistic settings;

  /** Of models with these settings. */
  public LogisticTrainer(ModelSettings.Logistic settings) {
    this.settings = settings;
  }

  @Override
  public Model train(Samples train, Samples validation, TrainingProgress progress)
      throws InterruptedException {
    SampleChecks.requireTraining(train, validation, settings);
    DesignMatrix seen = DesignMatrix.of(validation);
    SoftmaxRegression fit =
        SoftmaxRegression.fit(
            DesignMatrix.of(train),
            train,
            settings.penalty(),
            each -> LogLoss.of(each.probabilities(seen), validation),
            progress);
    return new LogisticModel(settings, train.features(), fit);
  }
}
