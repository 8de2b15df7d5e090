package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Linear coefficients learnt from one example at a time (Ljung and Söderström, Theory and Practice
 * of Recursive Identification, 1983): those that the least squares of all examples give, each
 * example weighing {@link #MEMORY} less a step later, with a weak pull towards zero. The forgetting
 * pauses while examples say nothing new, so that uncertainty stays bounded.
 */
final class RecursiveLeastSquares {

  /** About 200 examples count. */
  static final double MEMORY = 0.995;

  /** How uncertain coefficients are at the start: one example of size 0.001 weighs as much. */
  static final double UNCERTAIN = 1e6;

  private final int size;
  private final double[] coefficients;
  private final double[] covariance;
  private final double[] gain;

  RecursiveLeastSquares(int size) {
    this.size = size;
    coefficients = new double[size];
    covariance = new double[size * size];
    gain = new double[size];
    forget();
  }

  private void forget() {
    Arrays.fill(covariance, 0);
    for (int i = 0; i < size; i++) {
      covariance[i * size + i] = UNCERTAIN;
    }
  }

  double coefficient(int index) {
    return coefficients[index];
  }

  /** The sum of coefficients times regressors. */
  double predict(double[] regressors) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += coefficients[i] * regressors[i];
    }
    return sum;
  }

  /** Learns from an example and returns what it does not explain of it thereafter. */
  double learn(double[] regressors, double target) {
    double error = target - predict(regressors);
    double total = 1;
    for (int i = 0; i < size; i++) {
      gain[i] = 0;
      for (int j = 0; j < size; j++) {
        gain[i] += covariance[i * size + j] * regressors[j];
      }
      total += regressors[i] * gain[i];
    }
    if (!(total >= 1 && total < Double.MAX_VALUE)) {
      forget();
      return error;
    }
    for (int i = 0; i < size; i++) {
      coefficients[i] += gain[i] / total * error;
    }
    shrink(total);
    return error / total;
  }

  private void shrink(double total) {
    double trace = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        covariance[i * size + j] -= gain[i] * gain[j] / total;
      }
      trace += covariance[i * size + i];
    }
    if (trace < MEMORY * UNCERTAIN * size) {
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] /= MEMORY;
      }
    }
  }

  void save(DataOutput out) throws IOException {
    Numbers.save(coefficients, out);
    Numbers.save(covariance, out);
  }

  void restore(DataInput in) throws IOException {
    Numbers.restore(coefficients, in);
    Numbers.restore(covariance, in);
  }
}
