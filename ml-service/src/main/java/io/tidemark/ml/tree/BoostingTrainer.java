package io.tidemark.ml.tree;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.Trainer;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/** Grows trees round by round, each for what the ones before got wrong. */
public final class BoostingTrainer implements Trainer {

  /** Of the samples, and of the features, that a tree sees. */
  private static final double SEEN = 0.8;

  private static final String VALIDATION = "validation";

  private final ModelSettings.Boosting settings;

  /** Of models with these settings. */
  public BoostingTrainer(ModelSettings.Boosting settings) {
    this.settings = settings;
  }

  @Override
  public Model train(Samples train, Samples validation, TrainingProgress progress)
      throws InterruptedException {
    SampleChecks.requireTraining(train, validation, settings);
    try (TreeMatrix matrix = new TreeMatrix(train);
        TreeMatrix seen = validation.count() == 0 ? null : new TreeMatrix(validation)) {
      return new TreeModel(settings, train.features(), grow(matrix, seen, progress));
    } catch (XGBoostError e) {
      throw new TreeException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] grow(TreeMatrix train, @Nullable TreeMatrix seen, TrainingProgress progress)
      throws XGBoostError, InterruptedException {
    Map<String, DMatrix> watched = new HashMap<>();
    if (seen != null) {
      watched.put(VALIDATION, seen.matrix());
    }
    // Without a round: rounds are added one by one, so that it can be stopped between them.
    Booster booster = XGBoost.train(train.matrix(), parameters(), 0, watched, null, null);
    try {
      return grow(booster, train, seen, progress);
    } finally {
      booster.dispose();
    }
  }

  private byte[] grow(
      Booster booster, TreeMatrix train, @Nullable TreeMatrix seen, TrainingProgress progress)
      throws XGBoostError, InterruptedException {
    boolean stopsEarly = seen != null && settings.patience() > 0;
    double leastLoss = Double.POSITIVE_INFINITY;
    int bestRound = 0;
    byte[] best = new byte[0];
    for (int round = 0; round < settings.rounds(); round++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("XGBoost stopped at round " + round);
      }
      booster.update(train.matrix(), round);
      double loss = seen == null ? Double.NaN : loss(booster, seen, round);
      progress.on(new TrainingStep(round + 1, settings.rounds(), loss));
      if (stopsEarly && loss < leastLoss) {
        leastLoss = loss;
        bestRound = round;
        best = booster.toByteArray();
      }
      if (stopsEarly && round - bestRound >= settings.patience()) {
        break;
      }
    }
    return best.length > 0 ? best : booster.toByteArray();
  }

  private static double loss(Booster booster, TreeMatrix seen, int round) throws XGBoostError {
    float[] loss = new float[1];
    booster.evalSet(new DMatrix[] {seen.matrix()}, new String[] {VALIDATION}, round, loss);
    return loss[0];
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters =
        TreeParameters.common(settings.maxDepth(), settings.threads(), settings.seed());
    parameters.put("eta", settings.learningRate());
    parameters.put("subsample", SEEN);
    parameters.put("colsample_bytree", SEEN);
    return parameters;
  }
}
