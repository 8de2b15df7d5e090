package io.tidemark.ml.tree;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleChecks;
import io.tidemark.ml.model.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees of a forest, or of gradient boosting. */
public final class TreeModel implements Model {

  private static final String FILE = "trees.ubj";

  private final ModelSettings settings;
  private final int features;
  private final byte[] trees;
  private final Booster booster;

  /** With trees as {@link Booster#toByteArray()} gives them. */
  TreeModel(ModelSettings settings, int features, byte[] trees) throws XGBoostError, IOException {
    this.settings = settings;
    this.features = features;
    this.trees = trees;
    this.booster = XGBoost.loadModel(new ByteArrayInputStream(trees));
  }

  /**
   * Reads one.
   *
   * @throws IOException if a file cannot be read or does not hold trees
   */
  public static TreeModel read(ModelFolder folder) throws IOException {
    Path file = folder.path().resolve(FILE);
    try {
      return new TreeModel(folder.settings(), folder.features(), Files.readAllBytes(file));
    } catch (XGBoostError e) {
      throw new IOException("%s holds no trees: %s".formatted(file, e.getMessage()), e);
    }
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
    double[][] probabilities = new double[samples.count()][];
    if (probabilities.length == 0) {
      return probabilities;
    }
    boolean votes = settings instanceof ModelSettings.Forest;
    float[][] predicted = predict(TreeMatrix.values(samples), samples.count(), votes);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = votes ? VoteShares.of(predicted[i]) : doubles(predicted[i]);
    }
    return probabilities;
  }

  private float[][] predict(float[] values, int count, boolean sums) {
    try {
      Booster.PredictionType type =
          sums ? Booster.PredictionType.kMargin : Booster.PredictionType.kValue;
      int[] allRounds = {0, 0};
      return booster.inplace_predict(values, count, features, Float.NaN, allRounds, type, null);
    } catch (XGBoostError e) {
      throw new TreeException(e);
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  @Override
  public Optional<double[]> gains() {
    try {
      Map<String, Double> totals = booster.getScore("", Booster.FeatureImportanceType.TOTAL_GAIN);
      double all = totals.values().stream().mapToDouble(Double::doubleValue).sum();
      double[] gains = new double[features];
      if (all > 0) {
        Arrays.setAll(gains, i -> totals.getOrDefault("f" + i, 0.0) / all);
      }
      return Optional.of(gains);
    } catch (XGBoostError e) {
      throw new TreeException(e);
    }
  }

  @Override
  public void write(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), trees);
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
