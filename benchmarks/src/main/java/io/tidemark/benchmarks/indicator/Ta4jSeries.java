package io.tidemark.benchmarks.indicator;

import java.util.List;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/** The same eighteen values, by ta4j with doubles. */
final class Ta4jSeries {

  private final BarSeries series =
      new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
  private final List<Indicator<Num>> values;

  Ta4jSeries() {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    SMAIndicator average = new SMAIndicator(close, 20);
    MACDIndicator macd = new MACDIndicator(close, 12, 26);
    BollingerBandsMiddleIndicator middle = new BollingerBandsMiddleIndicator(average);
    StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, 20);
    StochasticOscillatorKIndicator k = new StochasticOscillatorKIndicator(series, 14);
    values =
        List.of(
            average,
            new EMAIndicator(close, 20),
            new RSIIndicator(close, 14),
            macd,
            macd.getSignalLine(9),
            macd.getHistogram(9),
            middle,
            new BollingerBandsUpperIndicator(middle, deviation),
            new BollingerBandsLowerIndicator(middle, deviation),
            new ATRIndicator(series, 14),
            new ADXIndicator(series, 14),
            new PlusDIIndicator(series, 14),
            new MinusDIIndicator(series, 14),
            k,
            new StochasticOscillatorDIndicator(k),
            new CCIIndicator(series, 20),
            new WilliamsRIndicator(series, 14),
            new ROCIndicator(close, 10));
  }

  /** Takes a bar and gives the sum of all values. */
  double step(Bar bar) {
    series.addBar(bar);
    int end = series.getEndIndex();
    double sum = 0;
    for (int i = 0; i < values.size(); i++) {
      sum += values.get(i).getValue(end).doubleValue();
    }
    return sum;
  }
}
