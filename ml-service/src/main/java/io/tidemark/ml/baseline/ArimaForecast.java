package io.tidemark.ml.baseline;

import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.Samples;

/**
 * ARIMA(p, 1, q) of the logarithm of the close, that is ARMA(p, q) of its changes, fitted by two
 * regressions (E. J. Hannan and J. Rissanen, Recursive Estimation of Mixed Autoregressive-Moving
 * Average Order, 1982): the errors of a long autoregression stand for the shocks, and changes are
 * regressed on the changes and shocks before them.
 *
 * @param longFactors of the long autoregression, from the latest change on, the constant last
 * @param factors of p changes and q shocks, each from the latest on, the constant last
 * @param deviation of the errors of a forecast one bar ahead; 0 if nothing moved
 */
record ArimaForecast(double[] longFactors, double[] factors, double deviation) {

  /** More standard errors than this say nothing more. */
  private static final double MOST = 10;

  /** Fits on the samples' own bars. */
  static ArimaForecast fit(ModelSettings.Arima settings, Samples samples) {
    int count = samples.count();
    double[] targets = new double[count];
    double[] weights = new double[count];
    DesignMatrix lags = DesignMatrix.of(count, settings.longLags());
    for (int row = 0; row < count; row++) {
      targets[row] = samples.change(row, 0);
      weights[row] = samples.weight(row);
      for (int lag = 1; lag <= settings.longLags(); lag++) {
        lags.set(row, lag - 1, samples.change(row, lag));
      }
    }
    double[] longFactors = LeastSquares.fit(lags, targets, weights);
    int p = settings.autoregressive();
    int q = settings.movingAverage();
    DesignMatrix causes = DesignMatrix.of(count, p + q);
    for (int row = 0; row < count; row++) {
      for (int lag = 1; lag <= p; lag++) {
        causes.set(row, lag - 1, samples.change(row, lag));
      }
      for (int lag = 1; lag <= q; lag++) {
        causes.set(row, p + lag - 1, shock(longFactors, samples, row, lag));
      }
    }
    double[] factors = LeastSquares.fit(causes, targets, weights);
    double squares = 0;
    double total = 0;
    for (int row = 0; row < count; row++) {
      double error = targets[row] - causes.sum(row, factors);
      squares += weights[row] * error * error;
      total += weights[row];
    }
    return new ArimaForecast(longFactors, factors, Math.sqrt(squares / total));
  }

  /** What of a change its past did not tell. */
  private static double shock(double[] longFactors, Samples samples, int sample, int ago) {
    int lags = longFactors.length - 1;
    double expected = longFactors[lags];
    for (int lag = 1; lag <= lags; lag++) {
      expected += longFactors[lag - 1] * samples.change(sample, ago + lag);
    }
    return samples.change(sample, ago) - expected;
  }

  /**
   * The change that is expected over the horizon, in standard deviations of a random walk's, from
   * -10 to 10.
   */
  double score(ModelSettings.Arima settings, Samples samples, int sample) {
    if (deviation == 0) {
      return 0;
    }
    int p = settings.autoregressive();
    int q = settings.movingAverage();
    double[] changes = new double[p];
    double[] shocks = new double[q];
    for (int ago = 0; ago < p; ago++) {
      changes[ago] = samples.change(sample, ago);
    }
    for (int ago = 0; ago < q; ago++) {
      shocks[ago] = shock(longFactors, samples, sample, ago);
    }
    double sum = 0;
    double unit = deviation * Math.sqrt(settings.horizon());
    for (int ahead = 0; ahead < settings.horizon() && Math.abs(sum) < MOST * unit; ahead++) {
      double expected = next(changes, shocks);
      push(changes, expected);
      push(shocks, 0);
      sum += expected;
    }
    return Math.clamp(sum / unit, -MOST, MOST);
  }

  private double next(double[] changes, double[] shocks) {
    double expected = factors[factors.length - 1];
    for (int i = 0; i < changes.length; i++) {
      expected += factors[i] * changes[i];
    }
    for (int i = 0; i < shocks.length; i++) {
      expected += factors[changes.length + i] * shocks[i];
    }
    return expected;
  }

  /** In front; the last one falls out. */
  private static void push(double[] latest, double value) {
    if (latest.length > 0) {
      System.arraycopy(latest, 0, latest, 1, latest.length - 1);
      latest[0] = value;
    }
  }
}
