package io.tidemark.core.indicator;

import static io.tidemark.core.indicator.Definitions.overOne;

import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.util.List;
import java.util.function.Supplier;

/**
 * How an instrument stands among others, what its own past says of the next bar, and when it is.
 */
final class MarketIndicators {

  private static final int MOST_LAGS = 10;

  private MarketIndicators() {}

  static List<IndicatorDefinition> definitions() {
    return List.of(
        new IndicatorDefinition(
            "btc_correlation",
            "Correlation of its changes with those of bitcoin, -1 to 1.",
            List.of(BarField.CLOSE, BarField.BTC_CLOSE),
            true,
            List.of(Parameter.bars("period", 2)),
            List.of(),
            arguments -> new Correlation((int) arguments[0])),
        overOne(
            "sector_performance",
            "Change of its sector's index over some bars, in percent.",
            BarField.SECTOR_INDEX,
            1,
            Roc::new),
        new IndicatorDefinition(
            "arima",
            "Forecast of the next value by an ARIMA(p,d,q) model that learns as it goes.",
            List.of(BarField.CLOSE),
            List.of(order("p", MOST_LAGS), order("d", 2), order("q", MOST_LAGS)),
            List.of(),
            arguments ->
                new ArimaForecast((int) arguments[0], (int) arguments[1], (int) arguments[2])),
        cycle(
            "time_of_day", "The bar's close as a point of the UTC day's circle.", TimeCycle::ofDay),
        cycle(
            "time_of_week",
            "The bar's close as a point of the circle of the UTC week, which begins on Monday.",
            TimeCycle::ofWeek));
  }

  private static IndicatorDefinition cycle(
      String name, String summary, Supplier<TimeCycle> kernel) {
    return new IndicatorDefinition(
        name,
        summary,
        List.of(BarField.CLOSE_TIME),
        false,
        List.of(),
        List.of("sin", "cos"),
        arguments -> kernel.get());
  }

  private static Parameter order(String name, int most) {
    return new Parameter(name, true, 0, most, null);
  }
}
