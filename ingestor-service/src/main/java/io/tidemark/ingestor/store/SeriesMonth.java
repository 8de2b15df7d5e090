package io.tidemark.ingestor.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Stream;

/** A month of a series: what a writer locks, and what has a version. */
record SeriesMonth(String exchange, String symbol, String timeframe, LocalDate month) {

  private static final String GIVEN =
      "unnest(?::text[], ?::text[], ?::text[], ?::text[]::date[]) as m (exchange, symbol, timeframe, month)";

  private static final String ADD =
      "insert into candle_version select m.*, nextval('candle_change') from "
          + GIVEN
          + " order by 1, 2, 3, 4 on conflict do nothing";

  private static final String LOCK =
      "select 1 from candle_version v join "
          + GIVEN
          + " using (exchange, symbol, timeframe, month)"
          + " order by v.exchange, v.symbol, v.timeframe, v.month for update of v";

  private static final String RAISE =
      "update candle_version v set version = nextval('candle_change') from "
          + GIVEN
          + " where v.exchange = m.exchange and v.symbol = m.symbol and v.timeframe = m.timeframe"
          + " and v.month = m.month";

  static SeriesMonth of(Candle candle) {
    return new SeriesMonth(
        candle.instrument().exchange(),
        candle.instrument().symbol().toString(),
        candle.bar().timeframe().code(),
        MonthlyPartitions.monthOf(candle.bar().openTime()).atDay(1));
  }

  /** Waits for other writers to these months, in key order, and keeps further ones out. */
  static void lock(Connection connection, Collection<SeriesMonth> months) throws SQLException {
    execute(connection, ADD, months);
    execute(connection, LOCK, months);
  }

  /** Gives these months new versions. */
  static void raise(Connection connection, Collection<SeriesMonth> months) throws SQLException {
    if (!months.isEmpty()) {
      execute(connection, RAISE, months);
    }
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

  static Array array(Connection connection, Stream<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
