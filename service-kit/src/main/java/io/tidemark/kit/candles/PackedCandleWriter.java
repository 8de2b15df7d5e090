package io.tidemark.kit.candles;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Packs bars as they come, a block at a time. Either {@link #add} whole rows, or {@link #put} each
 * column of a row and {@link #endRow}. {@link #finish} must be called: what lacks the end is
 * refused by a reader. For one thread.
 */
public final class PackedCandleWriter {

  private static final int BLOCK = 4096;
  private static final CandleColumn[] COLUMNS = CandleColumn.values();

  private final OutputStream out;
  private final CandleSeries series;
  private final long nominalMillis;
  private final CRC32C check = new CRC32C();
  private final PackedBytes bytes = new PackedBytes();
  private final PackedBytes frame = new PackedBytes();

  private final DecimalColumn[] columns = new DecimalColumn[COLUMNS.length];
  private final long[] opens = new long[BLOCK];
  private final long[] trades = new long[BLOCK];
  private final boolean[] counted = new boolean[BLOCK];
  private final byte[] states = new byte[BLOCK];
  private final int[] revisions = new int[BLOCK];

  private int rows;
  private long total;

  /** Writes the header. */
  public PackedCandleWriter(OutputStream out, CandleSeries series) throws IOException {
    this.out = out;
    this.series = series;
    this.nominalMillis = series.timeframe().nominalLength().toMillis();
    for (CandleColumn column : COLUMNS) {
      columns[column.ordinal()] = new DecimalColumn(BLOCK, column.keepsScale());
    }
    frame.putBytes(PackedCandles.MAGIC);
    frame.putByte(PackedCandles.VERSION);
    frame.putText(series.instrument().exchange());
    frame.putText(series.instrument().symbol().toString());
    frame.putText(series.timeframe().code());
    emit(frame);
    emitCheck();
  }

  /**
   * Adds a bar.
   *
   * @throws IllegalArgumentException if it is of another timeframe
   */
  public void add(Bar bar) throws IOException {
    if (bar.timeframe() != series.timeframe()) {
      throw new IllegalArgumentException(
          "bars must be of %s, was one of %s".formatted(series, bar.timeframe()));
    }
    put(CandleColumn.OPEN, bar.open().value());
    put(CandleColumn.HIGH, bar.high().value());
    put(CandleColumn.LOW, bar.low().value());
    put(CandleColumn.CLOSE, bar.close().value());
    put(CandleColumn.VOLUME, bar.volume().value());
    put(CandleColumn.VWAP, value(bar.vwap()));
    put(CandleColumn.BUY_VOLUME, value(bar.buyVolume()));
    put(CandleColumn.IMBALANCE, bar.imbalance());
    put(CandleColumn.SPREAD, bar.spread());
    endRow(
        bar.openTime().toEpochMilli(),
        bar.trades(),
        bar.completeness(),
        bar.source(),
        bar.revision());
  }

  /**
   * Adds a row that may not be a bar.
   *
   * @throws IllegalArgumentException if its time has a part of a millisecond or its revision is
   *     below 0
   */
  public void add(RawCandle candle) throws IOException {
    put(CandleColumn.OPEN, candle.open());
    put(CandleColumn.HIGH, candle.high());
    put(CandleColumn.LOW, candle.low());
    put(CandleColumn.CLOSE, candle.close());
    put(CandleColumn.VOLUME, candle.volume());
    put(CandleColumn.VWAP, candle.vwap());
    put(CandleColumn.BUY_VOLUME, candle.buyVolume());
    put(CandleColumn.IMBALANCE, candle.imbalance());
    put(CandleColumn.SPREAD, candle.spread());
    endRow(
        wholeMillis(candle.openTime()),
        candle.trades(),
        candle.completeness(),
        candle.source(),
        candle.revision());
  }

  /** Gives the row that is not ended yet its value in a column. */
  public void put(CandleColumn column, @Nullable BigDecimal value) {
    columns[column.ordinal()].add(value);
  }

  /** As {@link #put(CandleColumn, BigDecimal)}, for {@code unscaled / 10^scale}. */
  public void put(CandleColumn column, long unscaled, int scale) {
    columns[column.ordinal()].add(unscaled, scale);
  }

  /**
   * Ends a row; each column must have been put once.
   *
   * @param openMillis since 1970
   * @throws IllegalArgumentException if the revision is below 0
   */
  public void endRow(
      long openMillis,
      @Nullable Long tradeCount,
      Completeness completeness,
      BarSource source,
      int revision)
      throws IOException {
    if (revision < 0) {
      throw new IllegalArgumentException("revision must be 0 or above, was " + revision);
    }
    opens[rows] = openMillis;
    counted[rows] = tradeCount != null;
    trades[rows] = tradeCount == null ? 0 : tradeCount;
    states[rows] =
        (byte)
            (PackedCandles.COMPLETENESS.indexOf(completeness)
                | PackedCandles.SOURCES.indexOf(source) << 2);
    revisions[rows] = revision;
    rows++;
    total++;
    if (rows == BLOCK) {
      emitBlock();
    }
  }

  /**
   * Writes what is left and the end, and flushes.
   *
   * @return how many rows were written
   */
  public long finish() throws IOException {
    if (rows > 0) {
      emitBlock();
    }
    frame.clear();
    frame.putVarint(0);
    frame.putVarint(total);
    emit(frame);
    emitCheck();
    out.flush();
    return total;
  }

  private void emitBlock() throws IOException {
    bytes.clear();
    bytes.putVarint(rows);
    putTimes();
    for (DecimalColumn column : columns) {
      column.drainTo(bytes);
    }
    putTrades();
    putRuns();
    rows = 0;
    frame.clear();
    frame.putVarint(bytes.length());
    emit(frame);
    emit(bytes);
    emitCheck();
  }

  private void putTimes() {
    long unit = nominalMillis;
    for (int row = 1; row < rows && unit > 1; row++) {
      if ((opens[row] - opens[row - 1]) % unit != 0) {
        unit = 1;
      }
    }
    bytes.putVarint(unit);
    bytes.putZigzag(opens[0]);
    for (int row = 1; row < rows; row++) {
      bytes.putZigzag((opens[row] - opens[row - 1]) / unit);
    }
  }

  private void putTrades() {
    int values = 0;
    for (int row = 0; row < rows; row++) {
      values += counted[row] ? 1 : 0;
    }
    if (values == 0) {
      bytes.putByte(PackedCandles.MODE_ABSENT);
      return;
    }
    boolean all = values == rows;
    bytes.putByte(
        all ? PackedCandles.MODE_FIXED : PackedCandles.MODE_FIXED | PackedCandles.SOME_ABSENT);
    if (!all) {
      bytes.putBitmap(counted, rows);
    }
    long previous = 0;
    for (int row = 0; row < rows; row++) {
      if (counted[row]) {
        bytes.putZigzag(trades[row] - previous);
        previous = trades[row];
      }
    }
  }

  private void putRuns() {
    int begin = 0;
    for (int row = 1; row <= rows; row++) {
      if (row == rows || states[row] != states[begin] || revisions[row] != revisions[begin]) {
        bytes.putVarint(row - begin);
        bytes.putByte(states[begin]);
        bytes.putVarint(revisions[begin]);
        begin = row;
      }
    }
  }

  private void emit(PackedBytes content) throws IOException {
    check.update(content.array(), 0, content.length());
    out.write(content.array(), 0, content.length());
  }

  private void emitCheck() throws IOException {
    int value = (int) check.getValue();
    byte[] four = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    check.update(four);
    out.write(four);
  }

  private static long wholeMillis(Instant time) {
    if (time.getNano() % 1_000_000 != 0) {
      throw new IllegalArgumentException("openTime must be in whole milliseconds, was " + time);
    }
    return time.toEpochMilli();
  }

  private static @Nullable BigDecimal value(@Nullable Price price) {
    return price == null ? null : price.value();
  }

  private static @Nullable BigDecimal value(@Nullable Quantity quantity) {
    return quantity == null ? null : quantity.value();
  }
}
