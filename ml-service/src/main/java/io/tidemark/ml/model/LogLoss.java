package io.tidemark.ml.model;

/** Mean of the negative logarithm of the probability that a model gave to what came about. */
public final class LogLoss {

  /** A probability of 0 would make the loss infinite. */
  private static final double LEAST = 1e-15;

  private LogLoss() {}

  /**
   * Of predictions; NaN if there is none.
   *
   * @param predicted a sample each, as of {@link Model#predict}
   * @param samples with known labels; each counts by its weight
   */
  public static double of(double[][] predicted, Samples samples) {
    double loss = 0;
    double weight = 0;
    for (int i = 0; i < predicted.length; i++) {
      double probability = predicted[i][samples.label(i)];
      loss -= samples.weight(i) * StrictMath.log(Math.max(probability, LEAST));
      weight += samples.weight(i);
    }
    return loss / weight;
  }
}
