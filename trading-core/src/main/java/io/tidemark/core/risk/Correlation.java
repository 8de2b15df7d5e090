package io.tidemark.core.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How alike two instruments move: Pearson's correlation coefficient of their returns (K. Pearson,
 * 1895), {@code cov(x, y) / sqrt(var(x) var(y))}. A return is that from one close to the next of
 * those instants at which both closed, so a bar that one of them lacks shifts nothing.
 *
 * @param value from -1 to 1; empty where one of them did not move
 * @param returns it was taken over
 */
public record Correlation(OptionalDouble value, int returns) {

  /** Fewer returns tell too little. */
  public static final int MINIMUM_RETURNS = 20;

  /** Whether there are enough returns, and both instruments moved. */
  public boolean isKnown() {
    return returns >= MINIMUM_RETURNS && value.isPresent();
  }

  /**
   * The correlation over the latest common closes.
   *
   * @param most returns, of the latest common closes
   */
  static Correlation of(List<CloseHistory.Close> one, List<CloseHistory.Close> other, int most) {
    List<double[]> common = commonCloses(one, other);
    int first = Math.max(0, common.size() - 1 - most);
    int returns = Math.max(0, common.size() - 1 - first);
    double[] x = new double[returns];
    double[] y = new double[returns];
    for (int i = 0; i < returns; i++) {
      double[] before = common.get(first + i);
      double[] after = common.get(first + i + 1);
      x[i] = after[0] / before[0] - 1;
      y[i] = after[1] / before[1] - 1;
    }
    return new Correlation(pearson(x, y), returns);
  }

  private static List<double[]> commonCloses(
      List<CloseHistory.Close> one, List<CloseHistory.Close> other) {
    List<double[]> common = new ArrayList<>();
    int j = 0;
    for (CloseHistory.Close close : one) {
      while (j < other.size() && other.get(j).time().isBefore(close.time())) {
        j++;
      }
      if (j < other.size() && other.get(j).time().equals(close.time())) {
        common.add(
            new double[] {
              close.price().value().doubleValue(), other.get(j).price().value().doubleValue()
            });
      }
    }
    return common;
  }

  private static OptionalDouble pearson(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double value = xy / Math.sqrt(xx * yy);
    return Double.isNaN(value)
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.clamp(value, -1.0, 1.0));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
