package io.tidemark.kit.candles;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** The rows of a candle file, before it is known which timeframe they are of. */
final class CandleRows {

  private static final String HEADER = "timestamp,open,high,low,close,volume";
  private static final int CAPACITY = 1 << 12;
  private static final long SHORTEST_MONTH = Duration.ofDays(28).toMillis();
  private static final long LONGEST_MONTH = Duration.ofDays(31).toMillis();

  private final Path file;
  private final ExactColumn open = new ExactColumn(CAPACITY);
  private final ExactColumn high = new ExactColumn(CAPACITY);
  private final ExactColumn low = new ExactColumn(CAPACITY);
  private final ExactColumn close = new ExactColumn(CAPACITY);
  private final ExactColumn volume = new ExactColumn(CAPACITY);
  private final ExactColumn[] columns = {open, high, low, close, volume};
  private final PlainRow plain = new PlainRow();
  private long[] opens = new long[CAPACITY];
  private int[] lines = new int[CAPACITY];
  private int size;
  private long shortestStep = Long.MAX_VALUE;

  private CandleRows(Path file) {
    this.file = file;
  }

  /**
   * Reads a file's rows, to the end of what {@code in} gives.
   *
   * @param file only named in messages
   * @throws CandleFileException if one is no candle
   */
  static CandleRows read(Path file, InputStream in) throws IOException {
    CandleRows rows = new CandleRows(file);
    LineReader reader = new LineReader(in);
    String header = reader.advance() ? reader.text() : null;
    if (header == null || !header.strip().equals(HEADER)) {
      throw rows.corrupt(
          1,
          "the header must be %s, was %s"
              .formatted(
                  HEADER, header == null ? "absent: the file is empty" : "'" + header + "'"));
    }
    for (int line = 2; reader.advance(); line++) {
      rows.add(line, reader);
    }
    if (rows.size == 0) {
      throw rows.corrupt(1, "there must be at least one row under the header");
    }
    return rows;
  }

  private void add(int line, LineReader reader) {
    if (plain.read(reader.bytes(), reader.begin(), reader.end()) && isCandle(plain)) {
      begin(line, plain.whole(0));
      for (int i = 0; i < columns.length; i++) {
        columns[i].add(plain.whole(i + 1), plain.scale(i + 1));
      }
    } else {
      String text = reader.text();
      if (!text.isBlank()) {
        add(line, text);
      }
    }
  }

  /** Whether the time is whole and no price is 0. */
  private static boolean isCandle(PlainRow row) {
    return row.scale(0) == 0
        && row.whole(1) > 0
        && row.whole(2) > 0
        && row.whole(3) > 0
        && row.whole(4) > 0;
  }

  /** Adds a row that is written in any way a decimal can be. */
  private void add(int line, String text) {
    String[] fields = text.split(",", -1);
    if (fields.length != PlainRow.FIELDS) {
      throw corrupt(
          line, "there must be %d fields, were %d".formatted(PlainRow.FIELDS, fields.length));
    }
    long time;
    BigDecimal[] values = new BigDecimal[columns.length];
    try {
      time = new BigDecimal(fields[0].strip()).longValueExact();
      for (int i = 0; i < values.length; i++) {
        String field = fields[i + 1].strip();
        values[i] = columns[i] == volume ? Quantity.of(field).value() : Price.of(field).value();
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw corrupt(line, "a field is no number in its range: '%s'".formatted(text));
    }
    begin(line, time);
    for (int i = 0; i < values.length; i++) {
      columns[i].add(values[i]);
    }
  }

  private void begin(int line, long time) {
    if (size > 0) {
      long last = opens[size - 1];
      if (time <= last) {
        throw corrupt(
            line, "rows must be in order of time, %s is not".formatted(Instant.ofEpochMilli(time)));
      }
      shortestStep = Math.min(shortestStep, time - last);
    }
    if (size == opens.length) {
      opens = Arrays.copyOf(opens, size * 2);
      lines = Arrays.copyOf(lines, size * 2);
    }
    opens[size] = time;
    lines[size++] = line;
  }

  /** The file that the rows are of. */
  Path file() {
    return file;
  }

  /** The line in which a row stands. */
  int line(int row) {
    return lines[row];
  }

  /** When the first row opens, in epoch milliseconds. */
  long firstOpen() {
    return opens[0];
  }

  /** The timeframe whose length is the shortest step between two rows. */
  Timeframe timeframe() {
    return timeframeOfSteps()
        .orElseThrow(
            () ->
                corrupt(
                    1,
                    "no timeframe fits the steps between the rows; name it, such as --timeframe 1m"));
  }

  /** The same; empty if none fits, as of a row alone. */
  Optional<Timeframe> timeframeOfSteps() {
    return Arrays.stream(Timeframe.values())
        .filter(
            timeframe ->
                timeframe == Timeframe.MONTH1
                    ? shortestStep >= SHORTEST_MONTH && shortestStep <= LONGEST_MONTH
                    : shortestStep == timeframe.nominalLength().toMillis())
        .findFirst();
  }

  /** The rows as bars of a timeframe, of which these must be all. */
  BarColumns columns(Timeframe timeframe) {
    long length = timeframe.nominalLength().toMillis();
    for (int row = 0; row < size; row++) {
      boolean steps =
          row > 0
              && timeframe != Timeframe.MONTH1
              && Math.floorMod(opens[row], length) == Math.floorMod(opens[row - 1], length);
      if (!steps || !isEnclosed(row)) {
        requireBar(timeframe, row);
      }
    }
    return new BarColumns(
        timeframe,
        Arrays.copyOf(opens, size),
        open.doubles(),
        high.doubles(),
        low.doubles(),
        close.doubles(),
        volume.doubles(),
        new BitSet(),
        row -> bar(timeframe, row));
  }

  private boolean isEnclosed(int row) {
    return !high.isBelow(open, row)
        && !high.isBelow(close, row)
        && !open.isBelow(low, row)
        && !close.isBelow(low, row);
  }

  private void requireBar(Timeframe timeframe, int row) {
    try {
      Bar _ = bar(timeframe, row);
    } catch (IllegalArgumentException e) {
      throw corrupt(lines[row], String.valueOf(e.getMessage()));
    }
  }

  private Bar bar(Timeframe timeframe, int row) {
    return new Bar(
        timeframe,
        Instant.ofEpochMilli(opens[row]),
        new Price(open.value(row)),
        new Price(high.value(row)),
        new Price(low.value(row)),
        new Price(close.value(row)),
        new Quantity(volume.value(row)),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  private CandleFileException corrupt(long line, String problem) {
    return new CandleFileException("%s line %d: %s".formatted(file, line, problem));
  }
}
