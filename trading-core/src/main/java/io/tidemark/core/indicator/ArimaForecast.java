package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The next value by an ARIMA(p, d, q) model that learns as it goes: the series is differenced d
 * times, and regressed on its last p values and on its last q residuals by extended least squares
 * ({@link RecursiveLeastSquares}), with a constant if d is 0. Values are taken in units of the
 * first that is not 0. Neither a residual nor a forecast difference may exceed the greatest
 * difference seen, which keeps a model that is not yet invertible from running away.
 */
public final class ArimaForecast extends SeriesKernel {

  /** Values for each coefficient before a forecast is worth looking at. */
  private static final int VALUES_A_COEFFICIENT = 10;

  private final int p;
  private final int d;
  private final int q;
  private final RecursiveLeastSquares model;

  /** The last p differenced values, the last q residuals, latest first, and the constant's 1. */
  private final double[] regressors;

  /** The latest value, its difference, the difference's difference and so on. */
  private final double[] latest;

  private final int warmUp;
  private double scale;
  private double greatest;
  private int seen;

  /**
   * @param p autoregressive order, 0 to 10
   * @param d how often the series is differenced, 0 to 2
   * @param q moving-average order, 0 to 10
   */
  public ArimaForecast(int p, int d, int q) {
    this.p = p;
    this.d = d;
    this.q = q;
    int constant = d == 0 ? 1 : 0;
    model = new RecursiveLeastSquares(p + q + constant);
    regressors = new double[p + q + constant];
    if (constant == 1) {
      regressors[p + q] = 1;
    }
    latest = new double[d];
    warmUp = d + p + VALUES_A_COEFFICIENT * Math.max(1, p + q + constant);
  }

  @Override
  public int warmUp() {
    return warmUp;
  }

  @Override
  public void update(double input) {
    scale = scale == 0 ? Math.abs(input) : scale;
    double value = scale == 0 ? 0 : input / scale;
    for (int i = 0; i < d; i++) {
      double difference = value - latest[i];
      latest[i] = value;
      value = difference;
    }
    if (seen >= d) {
      take(value);
    }
    seen = Math.min(seen + 1, warmUp);
  }

  private void take(double difference) {
    greatest = Math.max(greatest, Math.abs(difference));
    double residual = seen >= d + p ? bounded(model.learn(regressors, difference)) : 0;
    shift(0, p, difference);
    shift(p, q, residual);
  }

  private void shift(int from, int count, double value) {
    if (count > 0) {
      System.arraycopy(regressors, from, regressors, from + 1, count - 1);
      regressors[from] = value;
    }
  }

  private double bounded(double value) {
    return Double.isNaN(value) ? 0 : Math.clamp(value, -greatest, greatest);
  }

  /** The forecast of the value one bar on; NaN until defined. */
  @Override
  public double value() {
    if (seen < warmUp) {
      return Double.NaN;
    }
    double forecast = bounded(model.predict(regressors));
    for (int i = 0; i < d; i++) {
      forecast += latest[i];
    }
    return scale == 0 ? 0 : forecast * scale;
  }

  /** A coefficient: of the p values, of the q residuals, then the constant, in units of value. */
  double coefficient(int index) {
    return model.coefficient(index);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    model.save(out);
    Numbers.save(regressors, out);
    Numbers.save(latest, out);
    out.writeDouble(scale);
    out.writeDouble(greatest);
    out.writeInt(seen);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    model.restore(in);
    Numbers.restore(regressors, in);
    Numbers.restore(latest, in);
    scale = in.readDouble();
    greatest = in.readDouble();
    seen = in.readInt();
  }
}
