package io.tidemark.benchmarks.backtest;

import io.tidemark.benchmarks.backtest.OwnStrategy.Parameters;
import io.tidemark.core.history.BarColumns;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.Strategy;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.PreviousValueIndicator;
import org.ta4j.core.indicators.numeric.BinaryOperationIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.StopGainRule;
import org.ta4j.core.rules.StopLossRule;
import org.ta4j.core.rules.UnderIndicatorRule;

/** The same strategy on ta4j, with one stop and one target for all. */
public final class Ta4jStrategy {

  private Ta4jStrategy() {}

  /** Its bars and series, made beforehand. */
  @State(Scope.Thread)
  public static class Minutes {

    private final BarSeries series = series();

    /** Runs over all of them, with indicators made afresh. */
    TradingRecord run(Parameters parameters) {
      return new BarSeriesManager(series).run(strategy(series, parameters));
    }

    private static BarSeries series() {
      BarSeries series =
          new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
      BarColumns minutes = YearOfMinutes.COLUMNS;
      Duration minute = Duration.ofMinutes(1);
      for (int i = 0; i < minutes.size(); i++) {
        series
            .barBuilder()
            .timePeriod(minute)
            .endTime(Instant.ofEpochMilli(minutes.openMillis(i)).plus(minute))
            .openPrice(minutes.open(i))
            .highPrice(minutes.high(i))
            .lowPrice(minutes.low(i))
            .closePrice(minutes.close(i))
            .volume(minutes.volume(i))
            .add();
      }
      return series;
    }
  }

  private static Strategy strategy(BarSeries series, Parameters parameters) {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    RSIIndicator rsi = new RSIIndicator(close, parameters.period());
    MACDIndicator macd = new MACDIndicator(close, 12, 26);
    BinaryOperationIndicator histogram =
        BinaryOperationIndicator.difference(macd, new EMAIndicator(macd, 9));
    BollingerBandsMiddleIndicator middle =
        new BollingerBandsMiddleIndicator(new SMAIndicator(close, parameters.width()));
    StandardDeviationIndicator deviation =
        new StandardDeviationIndicator(close, parameters.width());
    Rule enters =
        new UnderIndicatorRule(rsi, parameters.low())
            .and(new OverIndicatorRule(histogram, new PreviousValueIndicator(histogram)))
            .and(
                new UnderIndicatorRule(close, new BollingerBandsLowerIndicator(middle, deviation)));
    Rule leaves =
        new OverIndicatorRule(rsi, OwnStrategy.HIGH)
            .and(new OverIndicatorRule(close, new BollingerBandsUpperIndicator(middle, deviation)))
            .or(new StopLossRule(close, 2))
            .or(new StopGainRule(close, 2));
    return new BaseStrategy(enters, leaves, 34);
  }
}
