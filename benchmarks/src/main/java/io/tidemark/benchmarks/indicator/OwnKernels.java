package io.tidemark.benchmarks.indicator;

import io.tidemark.core.indicator.Adx;
import io.tidemark.core.indicator.Atr;
import io.tidemark.core.indicator.Bollinger;
import io.tidemark.core.indicator.Cci;
import io.tidemark.core.indicator.Ema;
import io.tidemark.core.indicator.Macd;
import io.tidemark.core.indicator.Roc;
import io.tidemark.core.indicator.Rsi;
import io.tidemark.core.indicator.Sma;
import io.tidemark.core.indicator.Stochastic;
import io.tidemark.core.indicator.WilliamsR;

/** The same eighteen values, by kernels that are fed doubles. */
final class OwnKernels {

  private final Sma sma = new Sma(20);
  private final Ema ema = new Ema(20);
  private final Rsi rsi = new Rsi(14);
  private final Macd macd = new Macd(12, 26, 9);
  private final Bollinger bands = new Bollinger(20, 2);
  private final Atr atr = new Atr(14);
  private final Adx adx = new Adx(14);
  private final Stochastic stochastic = new Stochastic(14, 1, 3);
  private final Cci cci = new Cci(20);
  private final WilliamsR williamsR = new WilliamsR(14);
  private final Roc roc = new Roc(10);

  /** Takes a bar and gives the sum of all values. */
  double step(double high, double low, double close) {
    sma.update(close);
    ema.update(close);
    rsi.update(close);
    macd.update(close);
    bands.update(close);
    atr.update(high, low, close);
    adx.update(high, low, close);
    stochastic.update(high, low, close);
    cci.update((high + low + close) / 3);
    williamsR.update(high, low, close);
    roc.update(close);
    return sma.value()
        + ema.value()
        + rsi.value()
        + macd.value(0)
        + macd.value(1)
        + macd.value(2)
        + bands.value(0)
        + bands.value(1)
        + bands.value(2)
        + atr.value(0)
        + adx.value(0)
        + adx.value(1)
        + adx.value(2)
        + stochastic.value(0)
        + stochastic.value(1)
        + cci.value()
        + williamsR.value(0)
        + roc.value();
  }
}
