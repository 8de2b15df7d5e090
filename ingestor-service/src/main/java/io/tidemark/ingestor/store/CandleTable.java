package io.tidemark.ingestor.store;

import io.tidemark.kit.candles.CandleSeries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes bars: the latest edition is in {@code candle}, those before it in {@code candle_revision}.
 *
 * <p>Any number of writers may be at work. Each first locks the versions of the series and months
 * it writes to, in key order, so two that write to the same ones follow each other. Where nothing
 * of a series' span is stored its bars are copied straight in; others are merged with what is
 * there.
 */
final class CandleTable {

  /**
   * What came of some bars; the rest is there already.
   *
   * @param inserted bars that were not there
   * @param amended bars of which another edition was there
   */
  record Outcome(int inserted, int amended) {

    Outcome plus(Outcome other) {
      return new Outcome(inserted + other.inserted, amended + other.amended);
    }
  }

  private record Key(CandleSeries series, Instant openTime) {}

  /** The limit keeps it a look into the index a series, whatever the planner guesses. */
  private static final String HELD =
      "select s.place from unnest(?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[], "
          + "?::text[]::timestamptz[]) with ordinality as s (exchange, symbol, timeframe, first, last, place) "
          + "cross join lateral (select from candle c where c.exchange = s.exchange and c.symbol = s.symbol "
          + "and c.timeframe = s.timeframe and c.open_time between s.first and s.last limit 1) held";

  /** Nothing is known of a table that was filled just now, so plans would be guesses. */
  private static final String LOOK_UP_EACH_ROW =
      "set local enable_hashjoin = off; set local enable_mergejoin = off";

  private final JdbcTemplate database;

  CandleTable(JdbcTemplate database) {
    this.database = database;
  }

  /** Writes bars; within one transaction. Of one bar's editions the later ones follow the first. */
  Outcome write(List<Candle> candles, CandleMerge merge) {
    Outcome outcome = new Outcome(0, 0);
    for (List<Candle> round : rounds(candles)) {
      ConnectionCallback<Outcome> written = connection -> write(connection, round, merge);
      Outcome more = database.execute(written);
      outcome = more == null ? outcome : outcome.plus(more);
    }
    return outcome;
  }

  /** Splits bars so that each part holds one edition of a bar at most. */
  private static List<List<Candle>> rounds(List<Candle> candles) {
    List<List<Candle>> rounds = new ArrayList<>();
    Map<Key, Integer> editions = new HashMap<>();
    for (Candle candle : candles) {
      Key key = new Key(seriesOf(candle), candle.bar().openTime());
      int edition = editions.merge(key, 1, Integer::sum);
      if (edition > rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(edition - 1).add(candle);
    }
    return rounds;
  }

  private static Outcome write(Connection connection, List<Candle> candles, CandleMerge merge)
      throws SQLException {
    SeriesMonth.lock(connection, months(candles));
    Set<CandleSeries> held = held(connection, candles);
    Map<Boolean, List<Candle>> parts =
        candles.stream()
            .collect(Collectors.partitioningBy(candle -> held.contains(seriesOf(candle))));
    return add(connection, parts.getOrDefault(false, List.of()))
        .plus(merge(connection, parts.getOrDefault(true, List.of()), merge));
  }

  private static CandleSeries seriesOf(Candle candle) {
    return new CandleSeries(candle.instrument(), candle.bar().timeframe());
  }

  private static Set<SeriesMonth> months(List<Candle> candles) {
    Set<SeriesMonth> months = new HashSet<>();
    candles.forEach(candle -> months.add(SeriesMonth.of(candle)));
    return months;
  }

  /** The series of which something is stored between their first and last bar. */
  private static Set<CandleSeries> held(Connection connection, List<Candle> candles)
      throws SQLException {
    Map<CandleSeries, OpenRange> ranges = new LinkedHashMap<>();
    for (Candle candle : candles) {
      OpenRange range = new OpenRange(candle.bar().openTime(), candle.bar().openTime());
      ranges.merge(seriesOf(candle), range, OpenRange::union);
    }
    List<CandleSeries> series = List.copyOf(ranges.keySet());
    Set<CandleSeries> held = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(HELD)) {
      var instruments = series.stream().map(CandleSeries::instrument).toList();
      statement.setArray(
          1, SeriesMonth.array(connection, instruments.stream().map(one -> one.exchange())));
      statement.setArray(
          2,
          SeriesMonth.array(connection, instruments.stream().map(one -> one.symbol().toString())));
      statement.setArray(
          3, SeriesMonth.array(connection, series.stream().map(one -> one.timeframe().code())));
      var opens = ranges.values();
      statement.setArray(
          4, SeriesMonth.array(connection, opens.stream().map(one -> one.first().toString())));
      statement.setArray(
          5, SeriesMonth.array(connection, opens.stream().map(one -> one.last().toString())));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          held.add(series.get(row.getInt("place") - 1));
        }
      }
    }
    return held;
  }

  private static Outcome add(Connection connection, List<Candle> candles) throws SQLException {
    if (!candles.isEmpty()) {
      CandleRows.add(connection, candles);
      SeriesMonth.raise(connection, months(candles));
    }
    return new Outcome(candles.size(), 0);
  }

  private static Outcome merge(Connection connection, List<Candle> candles, CandleMerge merge)
      throws SQLException {
    Outcome outcome = new Outcome(0, 0);
    if (candles.isEmpty()) {
      return outcome;
    }
    CandleRows.stage(connection, candles);
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOOK_UP_EACH_ROW);
    }
    OpenRange range = OpenRange.of(candles);
    List<SeriesMonth> changed = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(merge.sql())) {
      for (int parameter = 1; parameter <= 6; parameter += 2) {
        statement.setObject(parameter, SqlTimes.of(range.first()));
        statement.setObject(parameter + 1, SqlTimes.of(range.last()));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          changed.add(
              new SeriesMonth(
                  row.getString("exchange"),
                  row.getString("symbol"),
                  row.getString("timeframe"),
                  row.getObject("month", LocalDate.class)));
          outcome = outcome.plus(new Outcome(row.getInt("inserted"), row.getInt("amended")));
        }
      }
    }
    SeriesMonth.raise(connection, changed);
    return outcome;
  }
}
