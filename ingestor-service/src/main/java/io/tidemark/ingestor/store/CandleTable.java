package io.tidemark.ingestor.store;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes bars: the latest edition is in {@code candle}, those before it in {@code candle_revision}.
 *
 * <p>Any number of writers may be at work. Each first locks the versions of the series and months
 * it writes to, in key order, so two that write to the same ones follow each other.
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

  private record SeriesMonth(String exchange, String symbol, String timeframe, LocalDate month) {

    static SeriesMonth of(Candle candle) {
      return new SeriesMonth(
          candle.instrument().exchange(),
          candle.instrument().symbol().toString(),
          candle.bar().timeframe().code(),
          MonthlyPartitions.monthOf(candle.bar().openTime()).atDay(1));
    }
  }

  private record Key(InstrumentId instrument, Timeframe timeframe, Instant openTime) {

    static Key of(Candle candle) {
      return new Key(candle.instrument(), candle.bar().timeframe(), candle.bar().openTime());
    }
  }

  private static final String SERIES_MONTHS =
      "unnest(?::text[], ?::text[], ?::text[], ?::text[]::date[]) as m (exchange, symbol, timeframe, month)";

  private static final String ADD_VERSIONS =
      "insert into candle_version select m.*, nextval('candle_change') from "
          + SERIES_MONTHS
          + " order by 1, 2, 3, 4 on conflict do nothing";

  private static final String LOCK_VERSIONS =
      "select 1 from candle_version v join "
          + SERIES_MONTHS
          + " using (exchange, symbol, timeframe, month)"
          + " order by v.exchange, v.symbol, v.timeframe, v.month for update of v";

  private static final String RAISE_VERSIONS =
      "update candle_version v set version = nextval('candle_change') from "
          + SERIES_MONTHS
          + " where v.exchange = m.exchange and v.symbol = m.symbol and v.timeframe = m.timeframe"
          + " and v.month = m.month";

  private final JdbcTemplate database;

  CandleTable(JdbcTemplate database) {
    this.database = database;
  }

  /** Writes bars; within one transaction. Of one bar's editions the later ones follow the first. */
  Outcome write(List<Candle> candles, CandleMerge merge) {
    Outcome outcome = new Outcome(0, 0);
    List<List<Candle>> rounds = rounds(candles);
    for (List<Candle> round : rounds) {
      if (round != rounds.getFirst()) {
        database.execute("truncate candle_staging");
      }
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
      int edition = editions.merge(Key.of(candle), 1, Integer::sum);
      if (edition > rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(edition - 1).add(candle);
    }
    return rounds;
  }

  private static Outcome write(Connection connection, List<Candle> candles, CandleMerge merge)
      throws SQLException {
    CandleRows.stage(connection, candles);
    Set<SeriesMonth> months = new LinkedHashSet<>();
    candles.forEach(candle -> months.add(SeriesMonth.of(candle)));
    execute(connection, ADD_VERSIONS, months);
    execute(connection, LOCK_VERSIONS, months);
    List<SeriesMonth> changed = new ArrayList<>();
    Outcome outcome = merge(connection, candles, merge, changed);
    if (!changed.isEmpty()) {
      execute(connection, RAISE_VERSIONS, changed);
    }
    return outcome;
  }

  private static Outcome merge(
      Connection connection, List<Candle> candles, CandleMerge merge, List<SeriesMonth> changed)
      throws SQLException {
    Comparator<Instant> order = Comparator.naturalOrder();
    Instant first = candles.stream().map(c -> c.bar().openTime()).min(order).orElseThrow();
    Instant last = candles.stream().map(c -> c.bar().openTime()).max(order).orElseThrow();
    Outcome outcome = new Outcome(0, 0);
    try (PreparedStatement statement = connection.prepareStatement(merge.sql())) {
      for (int parameter = 1; parameter <= 6; parameter += 2) {
        statement.setObject(parameter, SqlTimes.of(first));
        statement.setObject(parameter + 1, SqlTimes.of(last));
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
    return outcome;
  }

  private static void execute(Connection connection, String sql, Collection<SeriesMonth> months)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, array(connection, months.stream().map(SeriesMonth::exchange)));
      statement.setArray(2, array(connection, months.stream().map(SeriesMonth::symbol)));
      statement.setArray(3, array(connection, months.stream().map(SeriesMonth::timeframe)));
      statement.setArray(
          4, array(connection, months.stream().map(SeriesMonth::month).map(LocalDate::toString)));
      statement.execute();
    }
  }

  private static Array array(Connection connection, Stream<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
