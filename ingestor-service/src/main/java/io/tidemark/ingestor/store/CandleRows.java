package io.tidemark.ingestor.store;

import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Copies bars: into the table of bars, or into the connection's own {@code candle_staging}, which a
 * commit empties.
 */
final class CandleRows {

  /** The columns of a stored bar. */
  static final String COLUMNS =
      "exchange, symbol, timeframe, open_time, close_time, open, high, low, close, volume, vwap, trades, "
          + "buy_volume, imbalance, spread, completeness, source, revision";

  private static final String STAGING =
      "create temp table if not exists candle_staging (exchange text, symbol text, timeframe text, "
          + "open_time timestamptz, close_time timestamptz, open numeric, high numeric, low numeric, close numeric, "
          + "volume numeric, vwap numeric, trades bigint, buy_volume numeric, imbalance numeric, spread numeric, "
          + "completeness text, source text, revision int) on commit delete rows";

  private static final int BUFFER = 1 << 16;

  private CandleRows() {}

  /** Fills the staging table with nothing but these; within a transaction. */
  static void stage(Connection connection, List<Candle> candles) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(STAGING);
      statement.execute("delete from candle_staging");
    }
    copy(connection, "candle_staging", candles);
  }

  /** Adds bars of which no edition is there; within a transaction. */
  static void add(Connection connection, List<Candle> candles) throws SQLException {
    copy(connection, "candle", candles);
  }

  private static void copy(Connection connection, String table, List<Candle> candles)
      throws SQLException {
    String sql = "copy %s (%s) from stdin".formatted(table, COLUMNS);
    StringBuilder text = new StringBuilder(BUFFER);
    try (PGCopyOutputStream out =
        new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, BUFFER)) {
      for (Candle candle : candles) {
        append(text, candle);
        if (text.length() > BUFFER / 2) {
          out.write(text.toString().getBytes(StandardCharsets.UTF_8));
          text.setLength(0);
        }
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new SQLException("the database did not take the bars: " + e.getMessage(), e);
    }
  }

  /** Names and decimals hold nothing that COPY's text form would read otherwise. */
  private static void append(StringBuilder text, Candle candle) {
    Bar bar = candle.bar();
    text.append(candle.instrument().exchange())
        .append('\t')
        .append(candle.instrument().symbol())
        .append('\t')
        .append(bar.timeframe().code())
        .append('\t')
        .append(bar.openTime())
        .append('\t')
        .append(bar.closeTime());
    decimal(text, bar.open().value());
    decimal(text, bar.high().value());
    decimal(text, bar.low().value());
    decimal(text, bar.close().value());
    decimal(text, bar.volume().value());
    decimal(text, value(bar.vwap()));
    text.append('\t').append(bar.trades() == null ? "\\N" : bar.trades().toString());
    decimal(text, value(bar.buyVolume()));
    decimal(text, bar.imbalance());
    decimal(text, bar.spread());
    text.append('\t')
        .append(bar.completeness().name())
        .append('\t')
        .append(bar.source().name())
        .append('\t')
        .append(bar.revision())
        .append('\n');
  }

  private static void decimal(StringBuilder text, @Nullable BigDecimal value) {
    text.append('\t').append(value == null ? "\\N" : value.toPlainString());
  }

  private static @Nullable BigDecimal value(@Nullable Price price) {
    return price == null ? null : price.value();
  }

  private static @Nullable BigDecimal value(@Nullable Quantity quantity) {
    return quantity == null ? null : quantity.value();
  }
}
