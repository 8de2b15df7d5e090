package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.Span;
import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads bars from the table of candles. */
final class CandleRows implements StoredBars {

  private final JdbcClient database;

  CandleRows(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<Bar> minutes(InstrumentId instrument, Span span) {
    return database
        .sql(
            "select * from candle where exchange = ? and symbol = ? and timeframe = ?"
                + " and open_time >= ? and open_time < ? order by open_time")
        .params(
            instrument.exchange(),
            instrument.symbol().toString(),
            Timeframe.M1.code(),
            SqlTimes.of(span.from()),
            SqlTimes.of(span.to()))
        .query((row, number) -> bar(row))
        .list();
  }

  private static Bar bar(ResultSet row) throws SQLException {
    return new Bar(
        Timeframe.M1,
        SqlTimes.instant(row, "open_time"),
        new Price(row.getBigDecimal("open")),
        new Price(row.getBigDecimal("high")),
        new Price(row.getBigDecimal("low")),
        new Price(row.getBigDecimal("close")),
        new Quantity(row.getBigDecimal("volume")),
        price(row.getBigDecimal("vwap")),
        row.getObject("trades", Long.class),
        quantity(row.getBigDecimal("buy_volume")),
        row.getBigDecimal("imbalance"),
        row.getBigDecimal("spread"),
        Completeness.valueOf(row.getString("completeness")),
        BarSource.valueOf(row.getString("source")),
        row.getInt("revision"));
  }

  private static @Nullable Price price(@Nullable BigDecimal value) {
    return value == null ? null : new Price(value);
  }

  private static @Nullable Quantity quantity(@Nullable BigDecimal value) {
    return value == null ? null : new Quantity(value);
  }
}
