package io.tidemark.core.indicator;

import static io.tidemark.core.indicator.Definitions.overOne;

import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.util.List;

/** Averages, lines and levels: what is read in units of the price. */
final class AverageIndicators {
  private AverageIndicators() {}

  static List<IndicatorDefinition> definitions() {
    return List.of(
        overOne("sma", "Simple moving average.", BarField.CLOSE, 1, Sma::new),
        overOne("ema", "Exponential moving average.", BarField.CLOSE, 1, Ema::new),
        overOne("wma", "Linearly weighted moving average.", BarField.CLOSE, 1, Wma::new),
        overOne(
            "dema", "Double exponential moving average.", BarField.CLOSE, 1, LayeredEma::doubled),
        overOne(
            "tema", "Triple exponential moving average.", BarField.CLOSE, 1, LayeredEma::tripled),
        new IndicatorDefinition(
            "kama",
            "Kaufman's adaptive moving average.",
            List.of(BarField.CLOSE),
            List.of(
                Parameter.bars("period", 2),
                Parameter.bars("fast", 1).or(2),
                Parameter.bars("slow", 2).or(30)),
            List.of(),
            arguments -> new Kama((int) arguments[0], (int) arguments[1], (int) arguments[2])),
        new IndicatorDefinition(
            "ht_trendline",
            "Ehlers' instantaneous trendline over the dominant cycle.",
            List.of(BarField.CLOSE),
            List.of(),
            List.of(),
            arguments -> new HilbertTrendline()),
        overOne("highest", "The highest of the last bars.", BarField.HIGH, 1, Extreme::highest),
        overOne("lowest", "The lowest of the last bars.", BarField.LOW, 1, Extreme::lowest),
        regression("linreg", "Least-squares line, its value at the latest bar.", 0),
        regression("linreg_slope", "Slope of the least-squares line, a bar.", 1),
        regression("linreg_intercept", "Least-squares line, its value at the oldest bar.", 2),
        regression("linreg_angle", "Angle of the least-squares line, in degrees.", 3),
        regression("linreg_forecast", "Least-squares line, its value one bar on.", 4),
        swing("support", "Nearest confirmed swing at or below the close.", 0),
        swing("resistance", "Nearest confirmed swing at or above the close.", 1));
  }

  private static IndicatorDefinition regression(String name, String summary, int output) {
    return overOne(
        name,
        summary,
        BarField.CLOSE,
        2,
        period -> new OneOutput(new LinearRegression(period), output));
  }

  private static IndicatorDefinition swing(String name, String summary, int output) {
    return new IndicatorDefinition(
        name,
        summary,
        Definitions.RANGE,
        List.of(Parameter.bars("period", 1)),
        List.of(),
        arguments -> new OneOutput(new SwingLevels((int) arguments[0]), output));
  }
}
