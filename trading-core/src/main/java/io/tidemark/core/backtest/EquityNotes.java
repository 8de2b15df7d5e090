package io.tidemark.core.backtest;

import io.tidemark.core.performance.EquityCurve;

/** Notes of what equity is at the closes of bars, in their order. */
interface EquityNotes {

  /**
   * Notes bars at which the same was held.
   *
   * @param to the first bar that is not of them
   * @param held of the base currency
   */
  void note(int from, int to, double cash, double held);

  /**
   * The curve up to here.
   *
   * @param last what equity is at the last bar once all is closed
   */
  EquityCurve curve(double last);
}
