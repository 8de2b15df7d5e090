package io.tidemark.kit.candles;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decimals by row, each exactly, in few bytes: as whole number and scale where they fit, else as
 * they are. A row may have none.
 */
final class ExactColumn {

  /** Below this every whole number is a double. */
  private static final long EXACT_DOUBLES = 1L << 53;

  /** The powers of ten that are doubles. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** As many digits as a long holds, whichever they are. */
  static final int MOST_DIGITS = 18;

  private static final byte APART = -1;
  private static final byte ABSENT = -2;

  private final Map<Integer, BigDecimal> apart = new HashMap<>();
  private long[] unscaled;
  private byte[] scales;
  private double[] doubles;
  private int size;

  /**
   * @param capacity rows to begin with
   */
  ExactColumn(int capacity) {
    unscaled = new long[capacity];
    scales = new byte[capacity];
    doubles = new double[capacity];
  }

  /**
   * Adds {@code whole / 10^scale}.
   *
   * @param scale from 0 to 127
   */
  void add(long whole, int scale) {
    double value =
        whole < EXACT_DOUBLES && whole > -EXACT_DOUBLES && scale < POWERS_OF_TEN.length
            ? whole / POWERS_OF_TEN[scale]
            : BigDecimal.valueOf(whole, scale).doubleValue();
    append(whole, (byte) scale, value);
  }

  void add(BigDecimal value) {
    if (value.precision() <= MOST_DIGITS && value.scale() >= 0 && value.scale() <= Byte.MAX_VALUE) {
      add(value.unscaledValue().longValue(), value.scale());
      return;
    }
    apart.put(size, value);
    append(0, APART, value.doubleValue());
  }

  /** Adds a value, or none for null. */
  void addIfPresent(@Nullable BigDecimal value) {
    if (value == null) {
      append(0, ABSENT, Double.NaN);
    } else {
      add(value);
    }
  }

  private void append(long whole, byte scale, double value) {
    if (size == doubles.length) {
      int capacity = size * 2;
      unscaled = Arrays.copyOf(unscaled, capacity);
      scales = Arrays.copyOf(scales, capacity);
      doubles = Arrays.copyOf(doubles, capacity);
    }
    unscaled[size] = whole;
    scales[size] = scale;
    doubles[size++] = value;
  }

  /** The value of a row, exactly. */
  BigDecimal value(int row) {
    BigDecimal kept = scales[row] == APART ? apart.get(row) : null;
    return kept == null ? BigDecimal.valueOf(unscaled[row], scales[row]) : kept;
  }

  /** The value of a row, exactly; null for none. */
  @Nullable BigDecimal valueIfPresent(int row) {
    return scales[row] == ABSENT ? null : value(row);
  }

  /** Whether the value of a row is below that of another column, exactly. */
  boolean isBelow(ExactColumn other, int row) {
    double own = doubles[row];
    double its = other.doubles[row];
    return own == its ? isBelowWithin(other, row) : own < its;
  }

  /** Values that have one double may still differ. */
  private boolean isBelowWithin(ExactColumn other, int row) {
    boolean same =
        scales[row] != APART
            && scales[row] == other.scales[row]
            && unscaled[row] == other.unscaled[row];
    return !same && value(row).compareTo(other.value(row)) < 0;
  }

  /** The doubles of all rows; a copy. */
  double[] doubles() {
    return Arrays.copyOf(doubles, size);
  }
}
