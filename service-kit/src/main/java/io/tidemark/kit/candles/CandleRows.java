package io.tidemark.kit.candles;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of a candle file, before it is known which timeframe they are of. */
final class CandleRows {

  private static final String HEADER = "timestamp,open,high,low,close,volume";
  private static final int COLUMNS = 6;
  private static final long SHORTEST_MONTH = Duration.ofDays(28).toMillis();
  private static final long LONGEST_MONTH = Duration.ofDays(31).toMillis();

  private final Path file;
  private final List<Row> rows = new ArrayList<>();
  private long shortestStep = Long.MAX_VALUE;

  private record Row(
      long line, Instant open, Price first, Price high, Price low, Price last, Quantity volume) {}

  private CandleRows(Path file) {
    this.file = file;
  }

  static CandleRows read(Path file, BufferedReader reader) throws IOException {
    CandleRows all = new CandleRows(file);
    String header = reader.readLine();
    if (header == null || !header.strip().equals(HEADER)) {
      throw all.corrupt(1, "the header must be %s, was '%s'".formatted(HEADER, header));
    }
    long line = 1;
    for (String row = reader.readLine(); row != null; row = reader.readLine()) {
      line++;
      if (!row.isBlank()) {
        all.add(line, row);
      }
    }
    if (all.rows.isEmpty()) {
      throw all.corrupt(1, "there must be at least one row under the header");
    }
    return all;
  }

  private void add(long line, String text) {
    String[] fields = text.split(",", -1);
    if (fields.length != COLUMNS) {
      throw corrupt(line, "there must be %d fields, were %d".formatted(COLUMNS, fields.length));
    }
    Row row;
    try {
      row =
          new Row(
              line,
              Instant.ofEpochMilli(new BigDecimal(fields[0].strip()).longValueExact()),
              price(fields[1]),
              price(fields[2]),
              price(fields[3]),
              price(fields[4]),
              Quantity.of(fields[5].strip()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw corrupt(line, "a field is no number in its range: '%s'".formatted(text));
    }
    if (!rows.isEmpty()) {
      long step = Duration.between(rows.getLast().open, row.open).toMillis();
      if (step <= 0) {
        throw corrupt(line, "rows must be in order of time, %s is not".formatted(row.open));
      }
      shortestStep = Math.min(shortestStep, step);
    }
    rows.add(row);
  }

  private static Price price(String field) {
    return Price.of(field.strip());
  }

  /** The timeframe whose length is the shortest step between two rows. */
  Timeframe timeframe() {
    for (Timeframe timeframe : Timeframe.values()) {
      boolean fits =
          timeframe == Timeframe.MONTH1
              ? shortestStep >= SHORTEST_MONTH && shortestStep <= LONGEST_MONTH
              : shortestStep == timeframe.nominalLength().toMillis();
      if (fits) {
        return timeframe;
      }
    }
    throw corrupt(
        1, "no timeframe fits the steps between the rows; name it, such as --timeframe 1m");
  }

  List<Bar> bars(Timeframe timeframe) {
    List<Bar> bars = new ArrayList<>(rows.size());
    for (Row row : rows) {
      bars.add(bar(row, timeframe));
    }
    return bars;
  }

  private Bar bar(Row row, Timeframe timeframe) {
    try {
      return new Bar(
          timeframe,
          row.open,
          row.first,
          row.high,
          row.low,
          row.last,
          row.volume,
          null,
          null,
          null,
          null,
          null,
          Completeness.COMPLETE,
          BarSource.VENUE_CANDLE,
          0);
    } catch (IllegalArgumentException e) {
      throw corrupt(row.line, String.valueOf(e.getMessage()));
    }
  }

  private CandleFileException corrupt(long line, String problem) {
    return new CandleFileException("%s line %d: %s".formatted(file, line, problem));
  }
}
