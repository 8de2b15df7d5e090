package io.tidemark.ml.baseline;

import io.tidemark.ml.model.Samples;

/**
 * Rows of numbers, each with a 1 at its end.
 *
 * @param columns numbers of a row, the 1 included
 */
record DesignMatrix(int rows, int columns, double[] values) {

  /** Room for rows of so many numbers besides the 1. */
  static DesignMatrix of(int rows, int numbers) {
    double[] values = new double[Math.multiplyExact(rows, numbers + 1)];
    for (int row = 0; row < rows; row++) {
      values[row * (numbers + 1) + numbers] = 1;
    }
    return new DesignMatrix(rows, numbers + 1, values);
  }

  /** The features of each sample's own bar; one that is missing is at its mean, 0. */
  static DesignMatrix of(Samples samples) {
    DesignMatrix matrix = of(samples.count(), samples.features());
    double[] features = new double[samples.features()];
    for (int row = 0; row < matrix.rows; row++) {
      samples.copy(row, 0, features);
      for (int i = 0; i < features.length; i++) {
        matrix.set(row, i, Double.isNaN(features[i]) ? 0 : features[i]);
      }
    }
    return matrix;
  }

  void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  double at(int row, int column) {
    return values[row * columns + column];
  }

  /** The sum of the row's numbers, each times its weight. */
  double sum(int row, double[] weights) {
    double sum = 0;
    int start = row * columns;
    for (int i = 0; i < columns; i++) {
      sum += values[start + i] * weights[i];
    }
    return sum;
  }
}
