package io.tidemark.core.optimise.split;

import java.time.Duration;

/** Checks of lengths of time. */
final class Durations {

  private Durations() {}

  static void requireAbove0(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("%s must be above 0, was %s".formatted(name, value));
    }
  }

  static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s must be 0 or above, was %s".formatted(name, value));
    }
  }
}
