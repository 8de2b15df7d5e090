package io.tidemark.core.strategy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Checks values of a strategy against their ranges, and gives decimals without trailing zeros: 2
 * and 2.0 are the same setting. Null, for what is not given, is in every range.
 */
final class Ranges {

  private Ranges() {}

  /** Above 0. */
  static @Nullable BigDecimal positive(String key, @Nullable BigDecimal value) {
    require(value == null || value.signum() > 0, key, "above 0", value);
    return plain(value);
  }

  /** 0 or above. */
  static @Nullable BigDecimal notNegative(String key, @Nullable BigDecimal value) {
    require(value == null || value.signum() >= 0, key, "0 or above", value);
    return plain(value);
  }

  /** Above 0 and at most {@code most}. */
  static @Nullable BigDecimal upTo(String key, @Nullable BigDecimal value, int most) {
    positive(key, value);
    require(value == null || value.compareTo(BigDecimal.valueOf(most)) <= 0, key, most, value);
    return plain(value);
  }

  /** Above 0 and below {@code bound}. */
  static @Nullable BigDecimal below(String key, @Nullable BigDecimal value, int bound) {
    positive(key, value);
    require(
        value == null || value.compareTo(BigDecimal.valueOf(bound)) < 0,
        key,
        "below " + bound,
        value);
    return plain(value);
  }

  /** 0 or above and below {@code bound}. */
  static @Nullable BigDecimal fromZeroBelow(String key, @Nullable BigDecimal value, int bound) {
    notNegative(key, value);
    require(
        value == null || value.compareTo(BigDecimal.valueOf(bound)) < 0,
        key,
        "below " + bound,
        value);
    return plain(value);
  }

  /** {@code least} or above. */
  static @Nullable Integer atLeast(String key, @Nullable Integer value, int least) {
    if (value != null && value < least) {
      throw new IllegalArgumentException(
          "%s must be %d or above, was %d".formatted(key, least, value));
    }
    return value;
  }

  /** A value that is there, without trailing zeros. */
  static BigDecimal given(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
    return value == null ? null : given(value);
  }

  private static void require(boolean holds, String key, int most, @Nullable BigDecimal value) {
    require(holds, key, "at most " + most, value);
  }

  private static void require(boolean holds, String key, String range, @Nullable BigDecimal value) {
    if (!holds && value != null) {
      throw new IllegalArgumentException(
          "%s must be %s, was %s".formatted(key, range, value.toPlainString()));
    }
  }
}
