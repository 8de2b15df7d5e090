package io.tidemark.ml.tree;

import io.tidemark.ml.model.Samples;

/**
 * From the sums of a forest's leaves to the share of its votes. The forest is one round that starts
 * from equal probabilities p = 1/3. Its leaf is a Newton step, of which XGBoost takes the gradient
 * as p - y and the curvature as 2 p (1 - p) = 4/9; without a penalty it is (mean of y - 1/3) /
 * (4/9). So the mean of y, which is the share of the leaf's samples that are of the class, is 1/3 +
 * 4/9 of it.
 */
final class VoteShares {

  private static final double START = 1.0 / Samples.CLASSES;
  private static final double CURVATURE = 2 * START * (1 - START);

  private VoteShares() {}

  /** Of each class. Each has trees of its own, so that the shares are brought to a sum of 1. */
  static double[] of(float[] sums) {
    double[] shares = new double[sums.length];
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      shares[i] = Math.max(0, START + CURVATURE * sums[i]);
      total += shares[i];
    }
    for (int i = 0; i < sums.length; i++) {
      shares[i] /= total;
    }
    return shares;
  }
}
