package io.tidemark.ml.baseline;

/** From any numbers to probabilities of the same order. */
final class Softmax {

  private Softmax() {}

  /** Their exponentials by the sum of these; the same on every machine. */
  static double[] of(double... sums) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double sum : sums) {
      largest = Math.max(largest, sum);
    }
    double[] probabilities = new double[sums.length];
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      probabilities[i] = StrictMath.exp(sums[i] - largest);
      total += probabilities[i];
    }
    for (int i = 0; i < sums.length; i++) {
      probabilities[i] /= total;
    }
    return probabilities;
  }
}
