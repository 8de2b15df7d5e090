package io.tidemark.ingestor.store;

import io.tidemark.model.Bar;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes bars: the latest revision is in {@code candle}, older ones in {@code candle_revision}. */
final class CandleTable {

  private static final String COLUMNS =
      "exchange, symbol, timeframe, open_time, close_time, open, high, low, close, volume, vwap, trades, "
          + "buy_volume, imbalance, spread, completeness, source, revision";

  private static final String VALUES =
      " (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ";

  private static final String INSERT_FIRST =
      "insert into candle" + VALUES + "on conflict do nothing";

  private static final String KEEP_SUPERSEDED =
      "insert into candle_revision ("
          + COLUMNS
          + ") select "
          + COLUMNS
          + " from candle where exchange = ? and symbol = ? and timeframe = ? and open_time = ? and revision < ? "
          + "on conflict do nothing";

  private static final String UPSERT_CORRECTION =
      "insert into candle"
          + VALUES
          + "on conflict (exchange, symbol, timeframe, open_time) do update set open = excluded.open, "
          + "high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume, "
          + "vwap = excluded.vwap, trades = excluded.trades, buy_volume = excluded.buy_volume, "
          + "imbalance = excluded.imbalance, spread = excluded.spread, completeness = excluded.completeness, "
          + "source = excluded.source, revision = excluded.revision where candle.revision < excluded.revision";

  private final JdbcTemplate database;

  CandleTable(JdbcTemplate database) {
    this.database = database;
  }

  void write(List<Candle> candles) {
    List<Object[]> first =
        candles.stream()
            .filter(candle -> candle.bar().revision() == 0)
            .map(CandleTable::row)
            .toList();
    if (!first.isEmpty()) {
      database.batchUpdate(INSERT_FIRST, first);
    }
    for (Candle candle : candles) {
      if (candle.bar().revision() > 0) {
        correct(candle);
      }
    }
  }

  private void correct(Candle candle) {
    database.update(
        KEEP_SUPERSEDED,
        candle.instrument().exchange(),
        candle.instrument().symbol().toString(),
        candle.bar().timeframe().code(),
        SqlTimes.of(candle.bar().openTime()),
        candle.bar().revision());
    database.update(UPSERT_CORRECTION, row(candle));
  }

  private static Object[] row(Candle candle) {
    Bar bar = candle.bar();
    return new Object[] {
      candle.instrument().exchange(),
      candle.instrument().symbol().toString(),
      bar.timeframe().code(),
      SqlTimes.of(bar.openTime()),
      SqlTimes.of(bar.closeTime()),
      bar.open().value(),
      bar.high().value(),
      bar.low().value(),
      bar.close().value(),
      bar.volume().value(),
      value(bar.vwap()),
      bar.trades(),
      value(bar.buyVolume()),
      bar.imbalance(),
      bar.spread(),
      bar.completeness().name(),
      bar.source().name(),
      bar.revision()
    };
  }

  private static @Nullable BigDecimal value(@Nullable Price price) {
    return price == null ? null : price.value();
  }

  private static @Nullable BigDecimal value(@Nullable Quantity quantity) {
    return quantity == null ? null : quantity.value();
  }
}
