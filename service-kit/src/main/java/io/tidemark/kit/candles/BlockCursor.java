package io.tidemark.kit.candles;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unpacks the body of one block. */
final class BlockCursor {

  private static final CandleColumn[] COLUMNS = CandleColumn.values();

  private final byte[] bytes;
  private int at;

  private BlockCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  static List<RawCandle> unpack(byte[] body) throws CorruptCandlesException {
    return new BlockCursor(body).rows();
  }

  private List<RawCandle> rows() throws CorruptCandlesException {
    int rows = (int) inRange("rows", varint(), 1, PackedCandles.MOST_ROWS);
    Instant[] opens = times(rows);
    @Nullable BigDecimal[][] columns = new BigDecimal[COLUMNS.length][];
    for (int column = 0; column < COLUMNS.length; column++) {
      columns[column] = decimals(rows);
    }
    @Nullable Long[] trades = whole(rows);
    List<RawCandle> candles = new ArrayList<>(rows);
    while (candles.size() < rows) {
      addRun(candles, opens, columns, trades);
    }
    if (at != bytes.length) {
      throw new CorruptCandlesException(
          "%d bytes too many in a block".formatted(bytes.length - at));
    }
    return candles;
  }

  private void addRun(
      List<RawCandle> candles,
      Instant[] opens,
      @Nullable BigDecimal[][] columns,
      @Nullable Long[] trades)
      throws CorruptCandlesException {
    int first = candles.size();
    int length = (int) inRange("rows of a run", varint(), 1, opens.length - first);
    int state = next();
    var completeness = code("completeness", PackedCandles.COMPLETENESS, state & 3);
    var source = code("source", PackedCandles.SOURCES, state >> 2);
    int revision = (int) inRange("revision", varint(), 0, Integer.MAX_VALUE);
    for (int row = first; row < first + length; row++) {
      candles.add(
          new RawCandle(
              opens[row],
              given(CandleColumn.OPEN, columns, row),
              given(CandleColumn.HIGH, columns, row),
              given(CandleColumn.LOW, columns, row),
              given(CandleColumn.CLOSE, columns, row),
              given(CandleColumn.VOLUME, columns, row),
              columns[CandleColumn.VWAP.ordinal()][row],
              trades[row],
              columns[CandleColumn.BUY_VOLUME.ordinal()][row],
              columns[CandleColumn.IMBALANCE.ordinal()][row],
              columns[CandleColumn.SPREAD.ordinal()][row],
              completeness,
              source,
              revision));
    }
  }

  private static BigDecimal given(CandleColumn column, @Nullable BigDecimal[][] columns, int row)
      throws CorruptCandlesException {
    BigDecimal value = columns[column.ordinal()][row];
    if (value == null) {
      throw new CorruptCandlesException("a row has no " + column);
    }
    return value;
  }

  private Instant[] times(int rows) throws CorruptCandlesException {
    long unit = inRange("unit", varint(), 1, Long.MAX_VALUE);
    Instant[] opens = new Instant[rows];
    long millis = zigzag();
    try {
      opens[0] = Instant.ofEpochMilli(millis);
      for (int row = 1; row < rows; row++) {
        millis = Math.addExact(millis, Math.multiplyExact(zigzag(), unit));
        opens[row] = Instant.ofEpochMilli(millis);
      }
    } catch (ArithmeticException | DateTimeException e) {
      throw new CorruptCandlesException("an open time is out of range");
    }
    return opens;
  }

  private @Nullable BigDecimal[] decimals(int rows) throws CorruptCandlesException {
    @Nullable BigDecimal[] values = new BigDecimal[rows];
    int mode = next();
    if (mode == PackedCandles.MODE_ABSENT) {
      return values;
    }
    int bitmap = bitmap(mode, rows);
    switch (mode & ~PackedCandles.SOME_ABSENT) {
      case PackedCandles.MODE_FIXED -> fixed(values, bitmap);
      case PackedCandles.MODE_VARIED -> {
        for (int row = 0; row < rows; row++) {
          if (has(bitmap, row)) {
            int scale = scale();
            values[row] = BigDecimal.valueOf(zigzag(), scale);
          }
        }
      }
      case PackedCandles.MODE_BIG -> {
        for (int row = 0; row < rows; row++) {
          if (has(bitmap, row)) {
            values[row] = big();
          }
        }
      }
      default -> throw new CorruptCandlesException("no mode of decimals is " + mode);
    }
    return values;
  }

  private void fixed(@Nullable BigDecimal[] values, int bitmap) throws CorruptCandlesException {
    int scale = scale();
    long value = 0;
    for (int row = 0; row < values.length; row++) {
      if (has(bitmap, row)) {
        value += zigzag();
        values[row] = BigDecimal.valueOf(value, scale);
      }
    }
  }

  private BigDecimal big() throws CorruptCandlesException {
    int scale = scale();
    int length = (int) inRange("length of a decimal", varint(), 1, PackedCandles.LONGEST_UNSCALED);
    require(length);
    BigDecimal value = new BigDecimal(new BigInteger(bytes, at, length), scale);
    at += length;
    return value;
  }

  private @Nullable Long[] whole(int rows) throws CorruptCandlesException {
    @Nullable Long[] values = new Long[rows];
    int mode = next();
    if (mode == PackedCandles.MODE_ABSENT) {
      return values;
    }
    if ((mode & ~PackedCandles.SOME_ABSENT) != PackedCandles.MODE_FIXED) {
      throw new CorruptCandlesException("no mode of whole numbers is " + mode);
    }
    int bitmap = bitmap(mode, rows);
    long value = 0;
    for (int row = 0; row < rows; row++) {
      if (has(bitmap, row)) {
        value += zigzag();
        values[row] = value;
      }
    }
    return values;
  }

  /** Steps over the bitmap that a mode announces; gives where it lies, or -1 for all present. */
  private int bitmap(int mode, int rows) throws CorruptCandlesException {
    if ((mode & PackedCandles.SOME_ABSENT) == 0) {
      return -1;
    }
    int begin = at;
    int size = (rows + 7) / 8;
    require(size);
    at += size;
    return begin;
  }

  private boolean has(int bitmap, int row) {
    return bitmap < 0 || (bytes[bitmap + row / 8] & 1 << (row % 8)) != 0;
  }

  private int scale() throws CorruptCandlesException {
    return (int)
        inRange("scale", zigzag(), PackedCandles.LOWEST_SCALE, PackedCandles.HIGHEST_SCALE);
  }

  private long zigzag() throws CorruptCandlesException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() throws CorruptCandlesException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = next();
      value |= (long) (part & 0x7F) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw new CorruptCandlesException("a number is longer than 10 bytes");
  }

  private int next() throws CorruptCandlesException {
    require(1);
    return bytes[at++] & 0xFF;
  }

  private void require(int more) throws CorruptCandlesException {
    if (bytes.length - at < more) {
      throw new CorruptCandlesException("a block is shorter than its rows");
    }
  }

  private static <T> T code(String what, List<T> codes, int code) throws CorruptCandlesException {
    return codes.get((int) inRange(what, code, 0, codes.size() - 1L));
  }

  static long inRange(String what, long value, long lowest, long highest)
      throws CorruptCandlesException {
    if (value < lowest || value > highest) {
      throw new CorruptCandlesException(
          "%s must be from %d to %d, was %d".formatted(what, lowest, highest, value));
    }
    return value;
  }
}
