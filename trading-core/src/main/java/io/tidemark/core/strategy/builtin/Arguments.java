package io.tidemark.core.strategy.builtin;

import io.tidemark.core.strategy.StrategyParameters;
import java.math.BigDecimal;

/** Numbers as arguments of indicators in rules. */
final class Arguments {
  private Arguments() {}

  static String of(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** MACD over three parameters, the second above the first. */
  static String macd(StrategyParameters parameters, String fast, String slow, String signal) {
    int fastBars = parameters.whole(fast);
    return "macd(%d,%d,%d)"
        .formatted(fastBars, parameters.wholeAbove(slow, fastBars, fast), parameters.whole(signal));
  }
}
