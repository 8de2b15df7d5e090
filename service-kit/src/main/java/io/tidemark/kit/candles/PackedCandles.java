package io.tidemark.kit.candles;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A series of closed bars as bytes. What is read equals what was written, in every field and digit.
 * Blocks are written and read one at a time, so a series of any length needs little memory, and
 * what was cut off or altered is noticed before its bars are handed over.
 *
 * <h2>Layout, version 1</h2>
 *
 * <pre>
 * file   = header check { block check } end check
 * header = "TDMC" version:byte(1) exchange:text symbol:text timeframe:text
 * block  = length:varint(above 0) body:byte[length]
 * end    = 0:varint rows:varint
 * check  = CRC-32C, as 4 bytes big-endian, of all bytes of the file before it
 *
 * body   = rows:varint(1 to 65536) unit:varint first:zigzag { step:zigzag }
 *          open high low close volume vwap buyVolume imbalance spread : decimals
 *          trades : whole
 *          { run }                          until the rows are used up
 * </pre>
 *
 * <ul>
 *   <li>{@code varint}: 7 bits a byte, the lowest first, the top bit set on all but the last byte;
 *       at most 10 bytes, 64 bits. {@code zigzag}: a varint of {@code (n << 1) ^ (n >> 63)}. {@code
 *       text}: a varint length and that many bytes of UTF-8, at most 64.
 *   <li>{@code first} is the first open time in milliseconds since 1970; each further one is the
 *       one before plus {@code step * unit} milliseconds.
 *   <li>{@code decimals} is a mode byte. Mode 0: no row has a value. Modes 1 to 3, plus 16 if some
 *       rows have none: then follows a bitmap of {@code (rows + 7) / 8} bytes, row {@code i} being
 *       bit {@code i % 8} of byte {@code i / 8}. Then for each row with a value, a decimal being
 *       {@code unscaled / 10^scale}:
 *       <ul>
 *         <li>1: once {@code scale:zigzag}, then {@code zigzag} differences of unscaled values, the
 *             first from 0; differences wrap round at 64 bits
 *         <li>2: {@code scale:zigzag unscaled:zigzag}
 *         <li>3: {@code scale:zigzag length:varint} and the unscaled value in two's complement, the
 *             highest byte first, 1 to 65536 bytes
 *       </ul>
 *       Scales lie from -131072 to 16383. Of prices and quantities only the value counts; imbalance
 *       and spread keep their scale.
 *   <li>{@code whole}: as mode 0 or 1 of decimals, bitmap included, without the scale.
 *   <li>{@code run = rows:varint state:byte revision:varint}: that many rows in sequence have the
 *       completeness {@code state & 3} (0 COMPLETE, 1 PARTIAL, 2 CORRECTED), the source {@code
 *       state >> 2} (0 TRADES, 1 VENUE_CANDLE) and the revision.
 * </ul>
 */
public final class PackedCandles {

  /** The media type of these bytes. */
  public static final String MEDIA_TYPE = "application/vnd.tidemark.candles";

  static final byte[] MAGIC = {'T', 'D', 'M', 'C'};
  static final int VERSION = 1;
  static final int MOST_ROWS = 65_536;
  static final int LONGEST_TEXT = 64;
  static final int LONGEST_BODY = 1 << 26;
  static final int LONGEST_UNSCALED = 65_536;
  static final int LOWEST_SCALE = -131_072;
  static final int HIGHEST_SCALE = 16_383;

  static final int MODE_ABSENT = 0;
  static final int MODE_FIXED = 1;
  static final int MODE_VARIED = 2;
  static final int MODE_BIG = 3;
  static final int SOME_ABSENT = 16;

  static final List<Completeness> COMPLETENESS =
      List.of(Completeness.COMPLETE, Completeness.PARTIAL, Completeness.CORRECTED);
  static final List<BarSource> SOURCES = List.of(BarSource.TRADES, BarSource.VENUE_CANDLE);

  private PackedCandles() {}

  /**
   * Writes a series to its end and flushes; the stream stays open.
   *
   * @param bars all of the series' timeframe; oldest first takes the fewest bytes
   * @return how many
   * @throws IllegalArgumentException if a bar is of another timeframe
   */
  public static long write(OutputStream out, CandleSeries series, Iterator<Bar> bars)
      throws IOException {
    PackedCandleWriter writer = new PackedCandleWriter(out, series);
    while (bars.hasNext()) {
      writer.add(bars.next());
    }
    return writer.finish();
  }

  /**
   * Reads a series to its end. The bars of a block are handed over once its check holds; whether it
   * was the whole series is only known when this returns.
   *
   * @return whose bars these were
   * @throws CorruptCandlesException if the bytes end early, are altered, or hold what cannot be a
   *     bar
   */
  public static CandleSeries read(InputStream in, Consumer<Bar> bars) throws IOException {
    PackedCandleReader reader = new PackedCandleReader(in);
    CandleSeries series = reader.series();
    for (List<RawCandle> block = reader.block(); !block.isEmpty(); block = reader.block()) {
      for (RawCandle candle : block) {
        bars.accept(bar(candle, series));
      }
    }
    return series;
  }

  /**
   * Reads a series of any length to its end as columns, which take a fraction of what its bars do.
   *
   * @throws CorruptCandlesException if the bytes end early, are altered, or hold what cannot be a
   *     bar, or bars that are not in order of time
   */
  public static BarColumns columns(InputStream in) throws IOException {
    ExactBars bars = new ExactBars();
    CandleSeries series = read(in, bars::add);
    try {
      return bars.columns(series.timeframe());
    } catch (IllegalArgumentException e) {
      throw new CorruptCandlesException(String.valueOf(e.getMessage()));
    }
  }

  private static Bar bar(RawCandle candle, CandleSeries series) throws CorruptCandlesException {
    try {
      return candle.bar(series.timeframe());
    } catch (IllegalArgumentException e) {
      throw new CorruptCandlesException(
          "the row at %s is no bar: %s".formatted(candle.openTime(), e.getMessage()));
    }
  }
}
