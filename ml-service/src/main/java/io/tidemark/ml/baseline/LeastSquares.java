package io.tidemark.ml.baseline;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** Weighted linear regression by its normal equations. */
final class LeastSquares {

  /** By the mean square of a column: columns that say the same share what they say. */
  private static final double RIDGE = 1e-8;

  private LeastSquares() {}

  /** The factor of each column. */
  static double[] fit(DesignMatrix matrix, double[] targets, double[] weights) {
    int columns = matrix.columns();
    double[][] products = new double[columns][columns];
    double[] sides = new double[columns];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int i = 0; i < columns; i++) {
        double scaled = weights[row] * matrix.at(row, i);
        sides[i] += scaled * targets[row];
        for (int j = 0; j <= i; j++) {
          products[i][j] += scaled * matrix.at(row, j);
        }
      }
    }
    double[] scales = new double[columns];
    for (int i = 0; i < columns; i++) {
      // A column of zeros alone gets the factor 0.
      scales[i] = products[i][i] > 0 ? 1 / Math.sqrt(products[i][i]) : 0;
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] *= scales[i] * scales[j];
        products[j][i] = products[i][j];
      }
      products[i][i] += scales[i] > 0 ? RIDGE : 1;
      sides[i] *= scales[i];
    }
    double[] factors =
        new CholeskyDecomposition(new Array2DRowRealMatrix(products, false))
            .getSolver()
            .solve(new ArrayRealVector(sides, false))
            .toArray();
    for (int i = 0; i < columns; i++) {
      factors[i] *= scales[i];
    }
    return factors;
  }
}
