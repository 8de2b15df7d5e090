package io.tidemark.ml.tree;

import io.tidemark.ml.model.LogLoss;
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
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Grows a random forest (L. Breiman, Random Forests, 2001). All trees are grown at once: an
 * interrupt is heeded before and after.
 */
public final class ForestTrainer implements Trainer {

  /** Of the samples that a bootstrap draws at least once. */
  private static final double DRAWN = 0.632;

  /** A leaf has at least 5 samples, each of which counts as its curvature, 4/9. */
  private static final double LEAST_LEAF = 5 * 4 / 9.0;

  private final ModelSettings.Forest settings;

  /** Of models with these settings. */
  public ForestTrainer(ModelSettings.Forest settings) {
    this.settings = settings;
  }

  @Override
  public Model train(Samples train, Samples validation, TrainingProgress progress)
      throws InterruptedException {
    SampleChecks.requireTraining(train, validation, settings);
    requireGoOn();
    TreeModel model;
    try (TreeMatrix matrix = new TreeMatrix(train)) {
      Booster booster =
          XGBoost.train(
              matrix.matrix(), parameters(train.features()), 1, new HashMap<>(), null, null);
      try {
        model = new TreeModel(settings, train.features(), booster.toByteArray());
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError e) {
      throw new TreeException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double loss =
        validation.count() == 0 ? Double.NaN : LogLoss.of(model.predict(validation), validation);
    progress.on(new TrainingStep(1, 1, loss));
    return model;
  }

  private static void requireGoOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("random forest stopped");
    }
  }

  private Map<String, Object> parameters(int features) {
    Map<String, Object> parameters =
        TreeParameters.common(settings.maxDepth(), settings.threads(), settings.seed());
    parameters.put("num_parallel_tree", settings.trees());
    parameters.put("eta", 1);
    parameters.put("lambda", 0);
    parameters.put("base_score", 0);
    parameters.put("min_child_weight", LEAST_LEAF);
    parameters.put("subsample", DRAWN);
    parameters.put("colsample_bynode", Math.sqrt(features) / features);
    return parameters;
  }
}
