package io.tidemark.core.indicator;

import java.math.BigDecimal;

/** Writes doubles as people do: {@code 20}, not {@code 20.0} or {@code 2.0E1}. */
final class Numbers {
  private Numbers() {}

  static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    return decimal.scale() < -18 || decimal.scale() > 18
        ? decimal.toString()
        : decimal.toPlainString();
  }
}
