package io.tidemark.ml.baseline;

import io.tidemark.ml.model.LogLoss;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.Trainer;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;

/** Makes the model that learns nothing, so that it can be judged like any other. */
public final class HeuristicTrainer implements Trainer {

  private final ModelSettings.Heuristic settings;

  /** Of models with these settings. */
  public HeuristicTrainer(ModelSettings.Heuristic settings) {
    this.settings = settings;
  }

  @Override
  public Model train(Samples train, Samples validation, TrainingProgress progress) {
    SampleChecks.requireTraining(train, validation, settings);
    HeuristicModel model = new HeuristicModel(settings, train.features());
    double loss =
        validation.count() == 0 ? Double.NaN : LogLoss.of(model.predict(validation), validation);
    progress.on(new TrainingStep(1, 1, loss));
    return model;
  }
}
