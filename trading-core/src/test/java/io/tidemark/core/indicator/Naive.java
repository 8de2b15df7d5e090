package io.tidemark.core.indicator;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Textbook calculations over whole arrays; NaN where not defined. The slow other way to a value.
 */
final class Naive {
  private Naive() {}

  static double[] each(int length, IntToDoubleFunction value) {
    double[] result = new double[length];
    Arrays.setAll(result, value);
    return result;
  }

  static double[] map(double[] a, DoubleUnaryOperator operator) {
    return Arrays.stream(a).map(operator).toArray();
  }

  static double[] zip(double[] a, double[] b, DoubleBinaryOperator operator) {
    return each(a.length, i -> operator.applyAsDouble(a[i], b[i]));
  }

  /** A function of the last n values, oldest first. */
  static double[] window(double[] a, int n, ToDoubleFunction<double[]> function) {
    return each(
        a.length,
        i -> {
          if (i + 1 < n) {
            return Double.NaN;
          }
          double[] values = Arrays.copyOfRange(a, i + 1 - n, i + 1);
          return Arrays.stream(values).anyMatch(Double::isNaN)
              ? Double.NaN
              : function.applyAsDouble(values);
        });
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  static double variance(double[] values) {
    if (isFlat(values)) {
      return 0;
    }
    double mean = mean(values);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / values.length;
  }

  static boolean isFlat(double[] values) {
    return Arrays.stream(values).allMatch(x -> x == values[0]);
  }

  static double last(double[] values) {
    return values[values.length - 1];
  }

  static double[] before(double[] a, int bars) {
    return each(a.length, i -> i < bars ? Double.NaN : a[i - bars]);
  }

  static double[] sma(double[] a, int n) {
    return window(a, n, Naive::mean);
  }

  static double[] sum(double[] a, int n) {
    return window(a, n, values -> Arrays.stream(values).sum());
  }

  static double[] max(double[] a, int n) {
    return window(a, n, values -> Arrays.stream(values).max().orElseThrow());
  }

  static double[] min(double[] a, int n) {
    return window(a, n, values -> Arrays.stream(values).min().orElseThrow());
  }

  static double[] ema(double[] a, int n) {
    return smoothed(a, n, 2.0 / (n + 1));
  }

  static double[] wilder(double[] a, int n) {
    return smoothed(a, n, 1.0 / n);
  }

  /** An exponential average that starts with the simple one of the first n values. */
  static double[] smoothed(double[] a, int n, double factor) {
    double[] result = new double[a.length];
    Arrays.fill(result, Double.NaN);
    int first = 0;
    while (first < a.length && Double.isNaN(a[first])) {
      first++;
    }
    for (int i = first + n - 1; i < a.length; i++) {
      result[i] =
          i == first + n - 1
              ? mean(Arrays.copyOfRange(a, first, first + n))
              : factor * a[i] + (1 - factor) * result[i - 1];
    }
    return result;
  }

  static double[] wma(double[] a, int n) {
    return window(
        a,
        n,
        values -> {
          double sum = 0;
          for (int j = 0; j < n; j++) {
            sum += (j + 1) * values[j];
          }
          return sum / (n * (n + 1) / 2.0);
        });
  }

  static double[] change(double[] a) {
    return zip(a, before(a, 1), (now, before) -> now - before);
  }

  static double[] percentChange(double[] a, int n) {
    return zip(a, before(a, n), (now, then) -> then == 0 ? 0 : 100 * (now - then) / then);
  }

  static double ratio(double above, double below) {
    return below == 0 ? 0 : above / below;
  }

  static double[] trueRange(Market m) {
    double[] high = m.field(BarField.HIGH);
    double[] low = m.field(BarField.LOW);
    double[] close = m.field(BarField.CLOSE);
    return each(
        m.length,
        i ->
            i == 0 ? Double.NaN : Math.max(high[i], close[i - 1]) - Math.min(low[i], close[i - 1]));
  }

  /** The start and the slope of the least-squares line through the last n values. */
  static double[][] line(double[] a, int n) {
    double middle = (n - 1) / 2.0;
    double spread = 0;
    for (int j = 0; j < n; j++) {
      spread += (j - middle) * (j - middle);
    }
    double divider = spread;
    double[] slope =
        window(
            a,
            n,
            values -> {
              double mean = mean(values);
              double sum = 0;
              for (int j = 0; j < n; j++) {
                sum += (j - middle) * (values[j] - mean);
              }
              return isFlat(values) ? 0 : sum / divider;
            });
    return new double[][] {zip(sma(a, n), slope, (mean, s) -> mean - s * middle), slope};
  }

  /** Where the close lies in the range of the last n bars, 0 to 100. */
  static double[] place(double[] high, double[] low, double[] close, int n) {
    double[] top = max(high, n);
    double[] bottom = min(low, n);
    return each(close.length, i -> 100 * ratio(close[i] - bottom[i], top[i] - bottom[i]));
  }

  /** +DI, -DI and DX, and where DX is the bar's own. */
  static double[][] directional(Market m, int n) {
    double[] up = change(m.field(BarField.HIGH));
    double[] down = map(change(m.field(BarField.LOW)), c -> -c);
    double[] plus = wilderSum(zip(up, down, (u, d) -> u > d && u > 0 ? u : 0), n);
    double[] minus = wilderSum(zip(down, up, (d, u) -> d > u && d > 0 ? d : 0), n);
    double[] range = wilderSum(trueRange(m), n);
    double[] plusDi = zip(plus, range, (a, b) -> 100 * ratio(a, b));
    double[] minusDi = zip(minus, range, (a, b) -> 100 * ratio(a, b));
    double[] own = zip(plusDi, minusDi, (a, b) -> 100 * Math.abs(a - b) / (a + b));
    return new double[][] {plusDi, minusDi, own};
  }

  /** Wilder's sums, with the first n - 1 changes taken as they are. */
  private static double[] wilderSum(double[] changes, int n) {
    double[] result = new double[changes.length];
    Arrays.fill(result, Double.NaN);
    double sum = 0;
    for (int i = 1; i < changes.length; i++) {
      sum = i < n ? sum + changes[i] : sum * (n - 1) / n + changes[i];
      result[i] = i < n ? Double.NaN : sum;
    }
    return result;
  }

  /** The average of DX; bars without one of their own leave it alone. */
  static double[] adx(Market m, int n) {
    double[] own = directional(m, n)[2];
    double[] result = new double[m.length];
    Arrays.fill(result, Double.NaN);
    double average = 0;
    for (int i = n; i < m.length; i++) {
      boolean there = !Double.isNaN(own[i]);
      if (i < 2 * n) {
        average += there ? own[i] / n : 0;
      } else if (there) {
        average = (average * (n - 1) + own[i]) / n;
      }
      result[i] = i < 2 * n - 1 ? Double.NaN : average;
    }
    return result;
  }
}
