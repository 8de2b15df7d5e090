package io.tidemark.core.indicator;

/** Checks the lengths that kernels are made with. */
final class Periods {
  private Periods() {}

  static int require(String field, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be %d or above, was %d".formatted(field, least, value));
    }
    return value;
  }
}
