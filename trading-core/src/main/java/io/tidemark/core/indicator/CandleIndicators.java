package io.tidemark.core.indicator;

import java.util.List;
import java.util.function.Supplier;

/** Patterns of bars. */
final class CandleIndicators {

  private static final List<BarField> PRICES =
      List.of(BarField.OPEN, BarField.HIGH, BarField.LOW, BarField.CLOSE);

  private CandleIndicators() {}

  static List<IndicatorDefinition> definitions() {
    return List.of(
        pattern(
            "cdl_engulfing",
            "Engulfing: 100 bullish, -100 bearish, 0 none.",
            CandlePattern::engulfing),
        pattern("cdl_doji", "Doji: 100, or 0 for none.", CandlePattern::doji),
        pattern("cdl_hammer", "Hammer: 100, or 0 for none.", CandlePattern::hammer));
  }

  private static IndicatorDefinition pattern(
      String name, String summary, Supplier<CandlePattern> kernel) {
    return new IndicatorDefinition(
        name, summary, PRICES, List.of(), List.of(), arguments -> kernel.get());
  }
}
