package io.tidemark.kit.candles;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Unpacks rows a block at a time, without a judgement on what they say. It reads ahead: what
 * follows the end in the stream may be lost. For one thread.
 */
public final class PackedCandleReader {

  private final InputStream in;
  private final CRC32C check = new CRC32C();
  private final CandleSeries series;

  private long rows;
  private boolean ended;

  /**
   * Reads the header.
   *
   * @throws CorruptCandlesException if it is not one
   */
  public PackedCandleReader(InputStream in) throws IOException {
    this.in = new BufferedInputStream(in, 1 << 16);
    if (!Arrays.equals(take(PackedCandles.MAGIC.length), PackedCandles.MAGIC)) {
      throw new CorruptCandlesException("they must begin with TDMC");
    }
    int version = next();
    if (version != PackedCandles.VERSION) {
      throw new CorruptCandlesException(
          "version must be %d, was %d".formatted(PackedCandles.VERSION, version));
    }
    String exchange = text();
    String symbol = text();
    String timeframe = text();
    requireCheck();
    this.series = series(exchange, symbol, timeframe);
  }

  /** Whose bars these are. */
  public CandleSeries series() {
    return series;
  }

  /**
   * The next rows, at most 65,536; empty at the end.
   *
   * @throws CorruptCandlesException if the bytes end early or are altered
   */
  public List<RawCandle> block() throws IOException {
    if (ended) {
      return List.of();
    }
    long length = BlockCursor.inRange("length of a block", varint(), 0, PackedCandles.LONGEST_BODY);
    if (length == 0) {
      end();
      return List.of();
    }
    byte[] body = take((int) length);
    requireCheck();
    List<RawCandle> block = BlockCursor.unpack(body);
    rows += block.size();
    return block;
  }

  private void end() throws IOException {
    long told = varint();
    requireCheck();
    if (told != rows) {
      throw new CorruptCandlesException(
          "the end tells of %d rows, but %d were there".formatted(told, rows));
    }
    ended = true;
  }

  private static CandleSeries series(String exchange, String symbol, String timeframe)
      throws CorruptCandlesException {
    try {
      return new CandleSeries(InstrumentId.of(exchange, symbol), Timeframe.parse(timeframe));
    } catch (IllegalArgumentException e) {
      throw new CorruptCandlesException(String.valueOf(e.getMessage()));
    }
  }

  private String text() throws IOException {
    long length = BlockCursor.inRange("length of a name", varint(), 0, PackedCandles.LONGEST_TEXT);
    return new String(take((int) length), StandardCharsets.UTF_8);
  }

  private long varint() throws IOException {
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

  private int next() throws IOException {
    return take(1)[0] & 0xFF;
  }

  private byte[] take(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new CorruptCandlesException("they end after %d rows, before their end".formatted(rows));
    }
    check.update(bytes);
    return bytes;
  }

  private void requireCheck() throws IOException {
    int expected = (int) check.getValue();
    byte[] told = take(Integer.BYTES);
    int value =
        (told[0] & 0xFF) << 24 | (told[1] & 0xFF) << 16 | (told[2] & 0xFF) << 8 | told[3] & 0xFF;
    if (value != expected) {
      throw new CorruptCandlesException(
          "altered after %d rows: the check is %08x, must be %08x"
              .formatted(rows, value, expected));
    }
  }
}
