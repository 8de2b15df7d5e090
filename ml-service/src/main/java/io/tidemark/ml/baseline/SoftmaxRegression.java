package io.tidemark.ml.baseline;

import io.tidemark.ml.model.LogLoss;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Multinomial logistic regression: probabilities are the softmax of a weighted sum for each class.
 * Fitted by Newton's method with halved steps (T. Hastie, R. Tibshirani and J. Friedman, The
 * Elements of Statistical Learning, 2009, section 4.4), which comes to the one minimum that the
 * penalty leaves.
 *
 * @param weights of each class, one for each column of the matrix
 */
record SoftmaxRegression(double[][] weights) {

  private static final int MOST_STEPS = 50;
  private static final int MOST_HALVINGS = 30;

  /** Below this decrease of the loss, another step would change nothing that is seen. */
  private static final double ENOUGH = 1e-10;

  /** On the weight of the 1, so that a class that never comes about has a minimum as well. */
  private static final double INTERCEPT_PENALTY = 1e-6;

  /**
   * Fits.
   *
   * @param samples of which the labels and weights are taken, one a row
   * @param penalty half of it times the sum of the squared weights is added to the mean loss
   * @param validation the loss of a fit on other samples, for the progress
   */
  static SoftmaxRegression fit(
      DesignMatrix matrix,
      Samples samples,
      double penalty,
      ToDoubleFunction<SoftmaxRegression> validation,
      TrainingProgress progress)
      throws InterruptedException {
    SoftmaxRegression fit = new SoftmaxRegression(new double[Samples.CLASSES][matrix.columns()]);
    double loss = fit.loss(matrix, samples, penalty);
    for (int step = 1; step <= MOST_STEPS; step++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("logistic regression stopped at step " + step);
      }
      double[] direction = NewtonStep.of(fit, matrix, samples, penalty, INTERCEPT_PENALTY);
      double before = loss;
      double length = 1;
      for (int halving = 0; halving < MOST_HALVINGS && loss >= before; halving++) {
        SoftmaxRegression next = fit.moved(direction, length);
        double nextLoss = next.loss(matrix, samples, penalty);
        if (nextLoss < before) {
          fit = next;
          loss = nextLoss;
        }
        length /= 2;
      }
      progress.on(new TrainingStep(step, MOST_STEPS, validation.applyAsDouble(fit)));
      if (before - loss < ENOUGH) {
        break;
      }
    }
    return fit;
  }

  private SoftmaxRegression moved(double[] direction, double length) {
    int columns = weights[0].length;
    double[][] moved = new double[weights.length][columns];
    for (int i = 0; i < direction.length; i++) {
      moved[i / columns][i % columns] = weights[i / columns][i % columns] - length * direction[i];
    }
    return new SoftmaxRegression(moved);
  }

  private double loss(DesignMatrix matrix, Samples samples, double penalty) {
    double squares = 0;
    for (double[] each : weights) {
      for (int i = 0; i < each.length; i++) {
        squares += each[i] * each[i] * (i < each.length - 1 ? penalty : INTERCEPT_PENALTY);
      }
    }
    return LogLoss.of(probabilities(matrix), samples) + squares / 2;
  }

  /** Of each row's classes. */
  double[][] probabilities(DesignMatrix matrix) {
    double[][] probabilities = new double[matrix.rows()][];
    for (int row = 0; row < probabilities.length; row++) {
      probabilities[row] = probabilities(matrix, row);
    }
    return probabilities;
  }

  double[] probabilities(DesignMatrix matrix, int row) {
    double[] sums = new double[weights.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = matrix.sum(row, weights[i]);
    }
    return Softmax.of(sums);
  }

  /** The gradient of the loss by its curvature, in one line for all classes. */
  private static final class NewtonStep {

    private NewtonStep() {}

    static double[] of(
        SoftmaxRegression fit,
        DesignMatrix matrix,
        Samples samples,
        double penalty,
        double interceptPenalty) {
      int columns = matrix.columns();
      int size = Samples.CLASSES * columns;
      double[] gradient = new double[size];
      double[][] curvature = new double[size][size];
      double total = 0;
      for (int row = 0; row < matrix.rows(); row++) {
        total += samples.weight(row);
      }
      for (int row = 0; row < matrix.rows(); row++) {
        double[] p = fit.probabilities(matrix, row);
        double share = samples.weight(row) / total;
        for (int a = 0; a < Samples.CLASSES; a++) {
          double error = share * (p[a] - (samples.label(row) == a ? 1 : 0));
          for (int i = 0; i < columns; i++) {
            gradient[a * columns + i] += error * matrix.at(row, i);
          }
          for (int b = 0; b <= a; b++) {
            addBlock(curvature, matrix, row, a, b, share * p[a] * ((a == b ? 1 : 0) - p[b]));
          }
        }
      }
      for (int i = 0; i < size; i++) {
        double ridge = i % columns < columns - 1 ? penalty : interceptPenalty;
        gradient[i] += ridge * fit.weights[i / columns][i % columns];
        curvature[i][i] += ridge;
        for (int j = 0; j < i; j++) {
          curvature[j][i] = curvature[i][j];
        }
      }
      return new CholeskyDecomposition(
              new Array2DRowRealMatrix(curvature, false), 1e-9, Double.MIN_NORMAL)
          .getSolver()
          .solve(new ArrayRealVector(gradient, false))
          .toArray();
    }

    /** Below the diagonal only. */
    private static void addBlock(
        double[][] curvature, DesignMatrix matrix, int row, int a, int b, double factor) {
      int columns = matrix.columns();
      for (int i = 0; i < columns; i++) {
        double[] line = curvature[a * columns + i];
        double scaled = factor * matrix.at(row, i);
        int end = a == b ? i + 1 : columns;
        for (int j = 0; j < end; j++) {
          line[b * columns + j] += scaled * matrix.at(row, j);
        }
      }
    }
  }
}
