package io.tidemark.kit.candles;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One column of decimals of a block that is being filled. */
final class DecimalColumn {

  private static final int LONG_DIGITS = 18;
  private static final long[] POWERS = new long[LONG_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= LONG_DIGITS; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private final boolean keepsScale;
  private final long[] unscaled;
  private final int[] scales;
  private final boolean[] present;
  private final @Nullable BigDecimal[] big;

  private int rows;
  private int values;
  private int bigValues;
  private int lowestScale = Integer.MAX_VALUE;
  private int highestScale = Integer.MIN_VALUE;

  DecimalColumn(int capacity, boolean keepsScale) {
    this.keepsScale = keepsScale;
    this.unscaled = new long[capacity];
    this.scales = new int[capacity];
    this.present = new boolean[capacity];
    this.big = new BigDecimal[capacity];
  }

  void addAbsent() {
    present[rows++] = false;
  }

  void add(long value, int scale) {
    requireScale(scale);
    unscaled[rows] = value;
    lowestScale = Math.min(lowestScale, scale);
    highestScale = Math.max(highestScale, scale);
    scales[rows] = scale;
    present[rows++] = true;
    values++;
  }

  void add(@Nullable BigDecimal value) {
    if (value == null) {
      addAbsent();
    } else if (value.precision() <= LONG_DIGITS) {
      // Without a BigInteger, unlike unscaledValue().
      add(value.scaleByPowerOfTen(value.scale()).longValue(), value.scale());
    } else {
      requireScale(value.scale());
      big[rows] = value;
      bigValues++;
      present[rows++] = true;
      values++;
    }
  }

  /** Writes the column and empties it. */
  void drainTo(PackedBytes out) {
    int mode = mode();
    boolean someAbsent = values > 0 && values < rows;
    out.putByte(someAbsent ? mode | PackedCandles.SOME_ABSENT : mode);
    if (someAbsent) {
      out.putBitmap(present, rows);
    }
    switch (mode) {
      case PackedCandles.MODE_ABSENT -> {}
      case PackedCandles.MODE_FIXED -> putFixed(out);
      case PackedCandles.MODE_VARIED -> putVaried(out);
      default -> putBig(out);
    }
    clear();
  }

  private int mode() {
    if (values == 0) {
      return PackedCandles.MODE_ABSENT;
    }
    if (bigValues > 0) {
      return PackedCandles.MODE_BIG;
    }
    return fitsOneScale() ? PackedCandles.MODE_FIXED : PackedCandles.MODE_VARIED;
  }

  private boolean fitsOneScale() {
    if (lowestScale == highestScale) {
      return true;
    }
    if (keepsScale || highestScale - lowestScale > LONG_DIGITS) {
      return false;
    }
    for (int row = 0; row < rows; row++) {
      long bound = present[row] ? Long.MAX_VALUE / POWERS[highestScale - scales[row]] : 0;
      if (present[row] && (unscaled[row] > bound || unscaled[row] < -bound)) {
        return false;
      }
    }
    return true;
  }

  private void putFixed(PackedBytes out) {
    out.putZigzag(highestScale);
    long previous = 0;
    for (int row = 0; row < rows; row++) {
      if (present[row]) {
        long value = unscaled[row] * POWERS[highestScale - scales[row]];
        out.putZigzag(value - previous);
        previous = value;
      }
    }
  }

  private void putVaried(PackedBytes out) {
    for (int row = 0; row < rows; row++) {
      if (present[row]) {
        out.putZigzag(scales[row]);
        out.putZigzag(unscaled[row]);
      }
    }
  }

  private void putBig(PackedBytes out) {
    for (int row = 0; row < rows; row++) {
      if (present[row]) {
        BigDecimal value = big[row];
        BigDecimal exact = value == null ? BigDecimal.valueOf(unscaled[row], scales[row]) : value;
        byte[] bytes = exact.unscaledValue().toByteArray();
        out.putZigzag(exact.scale());
        out.putVarint(bytes.length);
        out.putBytes(bytes);
      }
    }
  }

  private void clear() {
    if (bigValues > 0) {
      Arrays.fill(big, null);
    }
    rows = 0;
    values = 0;
    bigValues = 0;
    lowestScale = Integer.MAX_VALUE;
    highestScale = Integer.MIN_VALUE;
  }

  private static void requireScale(int scale) {
    if (scale < PackedCandles.LOWEST_SCALE || scale > PackedCandles.HIGHEST_SCALE) {
      throw new IllegalArgumentException(
          "a decimal's scale must be from %d to %d, was %d"
              .formatted(PackedCandles.LOWEST_SCALE, PackedCandles.HIGHEST_SCALE, scale));
    }
  }
}
