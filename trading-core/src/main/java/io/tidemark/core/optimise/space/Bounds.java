package io.tidemark.core.optimise.space;

import java.math.BigDecimal;

/** What must hold of the ends of a range and of an index. */
final class Bounds {

  private Bounds() {}

  static void require(String name, BigDecimal from, BigDecimal to, Scale scale) {
    if (to.compareTo(from) <= 0) {
      throw new IllegalArgumentException(
          "%s.to must be above from %s, was %s"
              .formatted(name, from.toPlainString(), to.toPlainString()));
    }
    if (scale == Scale.LOG && from.signum() <= 0) {
      throw new IllegalArgumentException(
          "%s.from must be above 0 on a log scale, was %s".formatted(name, from.toPlainString()));
    }
  }

  static void requireIndex(String name, long index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "%s has values 0 to %d, asked for %d".formatted(name, count - 1, index));
    }
  }
}
