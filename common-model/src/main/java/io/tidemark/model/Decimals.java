package io.tidemark.model;

import java.math.BigDecimal;

/** Brings decimals to one canonical scale, so that equality means equal value. */
final class Decimals {
  private Decimals() {}

  /** The same value without trailing zeros and without a negative scale. */
  static BigDecimal canonical(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
