package io.tidemark.core.indicator;

import static io.tidemark.core.indicator.Definitions.overOne;

import java.util.List;

/** How an instrument stands among others. */
final class MarketIndicators {
  private MarketIndicators() {}

  static List<IndicatorDefinition> definitions() {
    return List.of(
        new IndicatorDefinition(
            "btc_correlation",
            "Correlation of its changes with those of bitcoin, -1 to 1.",
            List.of(BarField.CLOSE, BarField.BTC_CLOSE),
            true,
            List.of(IndicatorDefinition.Parameter.bars("period", 2)),
            List.of(),
            arguments -> new Correlation((int) arguments[0])),
        overOne(
            "sector_performance",
            "Change of its sector's index over some bars, in percent.",
            BarField.SECTOR_INDEX,
            1,
            Roc::new));
  }
}
