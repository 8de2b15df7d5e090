package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.EquityCurve;
import java.util.Arrays;

/** Equity at every bar. */
final class WholeEquity implements EquityNotes {

  private final BarColumns columns;
  private final double[] equity;
  private int done;

  WholeEquity(BarColumns columns, double initial) {
    this.columns = columns;
    this.equity = new double[columns.size() + 1];
    equity[0] = initial;
  }

  @Override
  public void note(int from, int to, double cash, double held) {
    if (held == 0) {
      Arrays.fill(equity, from + 1, to + 1, cash);
    } else {
      for (int i = from; i < to; i++) {
        equity[i + 1] = cash + held * columns.close(i);
      }
    }
    done = to;
  }

  @Override
  public EquityCurve curve(double last) {
    long length = columns.timeframe().nominalLength().toMillis();
    long[] times = new long[done + 1];
    times[0] = columns.size() == 0 ? 0 : columns.openMillis(0);
    for (int i = 0; i < done; i++) {
      times[i + 1] = columns.openMillis(i) + length;
    }
    if (done > 0) {
      equity[done] = last;
    }
    return EquityCurve.ofInstants(
        times, times.length == equity.length ? equity : Arrays.copyOf(equity, times.length));
  }
}
