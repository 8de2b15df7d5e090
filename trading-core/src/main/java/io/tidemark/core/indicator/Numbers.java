package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/** Writes doubles, for people and for snapshots. */
final class Numbers {
  private Numbers() {}

  /** Writes every element; {@link #restore} of an array as long takes them over. */
  static void save(double[] values, DataOutput out) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static void restore(double[] values, DataInput in) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
  }

  /** As people write it: {@code 20}, not {@code 20.0} or {@code 2.0E1}. */
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
