package io.tidemark.benchmarks.backtest;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.BarBacktest;
import io.tidemark.core.history.BarColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
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

/**
 * A backtest over a year of minutes: by the suite's own stages, with tiers, trailing stop and exact
 * money, and by ta4j's manager with DoubleNum and indicators made afresh, with a stop and one
 * target for all. Run both in one go: {@code benchmarks/run BacktestBenchmark}; {@code
 * -jvmArgsAppend -Dtidemark.candles=FILE} reads the minutes from a file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class BacktestBenchmark {

  private final BacktestPlan plan = OwnStrategy.plan();

  /** The suite's own. */
  @Benchmark
  public BacktestResult engine() {
    return BarBacktest.run(plan);
  }

  /** ta4j's, which needs its bars and series besides. */
  @State(Scope.Thread)
  public static class Ta4j {

    private final BarSeries series = series();

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

  /** ta4j's. */
  @Benchmark
  public TradingRecord ta4j(Ta4j state) {
    return new BarSeriesManager(state.series).run(strategy(state.series));
  }

  private static Strategy strategy(BarSeries series) {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    RSIIndicator rsi = new RSIIndicator(close, 14);
    MACDIndicator macd = new MACDIndicator(close, 12, 26);
    BinaryOperationIndicator histogram =
        BinaryOperationIndicator.difference(macd, new EMAIndicator(macd, 9));
    BollingerBandsMiddleIndicator middle =
        new BollingerBandsMiddleIndicator(new SMAIndicator(close, 20));
    StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, 20);
    Rule enters =
        new UnderIndicatorRule(rsi, OwnStrategy.LOW)
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
