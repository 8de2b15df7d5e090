package io.tidemark.ml.tree;

import io.tidemark.ml.model.Samples;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Samples in the form of XGBoost, outside of the heap. */
final class TreeMatrix implements AutoCloseable {

  private final DMatrix matrix;

  /** With labels and weights. */
  TreeMatrix(Samples samples) throws XGBoostError {
    float[] labels = new float[samples.count()];
    float[] weights = new float[samples.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = samples.label(i);
      weights[i] = (float) samples.weight(i);
    }
    matrix = new DMatrix(values(samples), samples.count(), samples.features(), Float.NaN);
    matrix.setLabel(labels);
    matrix.setWeight(weights);
  }

  /** The features of each sample's own bar, one sample after the other. */
  static float[] values(Samples samples) {
    int features = samples.features();
    float[] values = new float[Math.multiplyExact(samples.count(), features)];
    double[] row = new double[features];
    for (int i = 0; i < samples.count(); i++) {
      samples.copy(i, 0, row);
      for (int j = 0; j < features; j++) {
        values[i * features + j] = (float) row[j];
      }
    }
    return values;
  }

  DMatrix matrix() {
    return matrix;
  }

  @Override
  public void close() {
    matrix.dispose();
  }
}
