package io.tidemark.ml.network;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.Trainer;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Trains a recurrent network. A step of the progress is an epoch; an interrupt is heeded after each
 * batch.
 */
public final class LstmTrainer implements Trainer {

  private final ModelSettings.Lstm settings;

  /** Of models with these settings. */
  public LstmTrainer(ModelSettings.Lstm settings) {
    this.settings = settings;
  }

  @Override
  public Model train(Samples train, Samples validation, TrainingProgress progress)
      throws InterruptedException {
    SampleChecks.requireTraining(train, validation, settings);
    try {
      return new LstmModel(settings, train.features(), learn(train, validation, progress));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] learn(Samples train, Samples validation, TrainingProgress progress)
      throws InterruptedException, IOException {
    try (LstmLearning learning = new LstmLearning(settings, train)) {
      boolean stopsEarly = validation.count() > 0 && settings.patience() > 0;
      double leastLoss = Double.POSITIVE_INFINITY;
      int bestEpoch = 0;
      byte[] best = new byte[0];
      for (int epoch = 0; epoch < settings.epochs(); epoch++) {
        learning.pass();
        double loss = validation.count() == 0 ? Double.NaN : learning.loss(validation);
        progress.on(new TrainingStep(epoch + 1, settings.epochs(), loss));
        if (stopsEarly && loss < leastLoss) {
          leastLoss = loss;
          bestEpoch = epoch;
          best = learning.parameters();
        }
        if (stopsEarly && epoch - bestEpoch >= settings.patience()) {
          break;
        }
      }
      return best.length > 0 ? best : learning.parameters();
    }
  }
}
