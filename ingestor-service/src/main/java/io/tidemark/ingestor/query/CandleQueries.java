package io.tidemark.ingestor.query;

import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads stored bars. */
@Component
class CandleQueries {

  private static final int FETCH_SIZE = 2000;

  private static final String SPAN =
      " from candle where exchange = ? and symbol = ? and timeframe = ? and open_time >= ? and open_time < ?";

  private final JdbcClient database;
  private final JdbcTemplate streaming;
  private final TransactionTemplate transactions;

  CandleQueries(DataSource source, JdbcClient database, TransactionTemplate stageTransactions) {
    this.database = database;
    this.transactions = stageTransactions;
    this.streaming = new JdbcTemplate(source);
    this.streaming.setFetchSize(FETCH_SIZE);
  }

  Page<Bar> page(CandleSeries series, Span span, PageRequest page) {
    Object[] parameters = parameters(series, span);
    long total =
        database.sql("select count(*)" + SPAN).params(parameters).query(Long.class).single();
    List<Bar> bars =
        database
            .sql("select *" + SPAN + " order by open_time limit ? offset ?")
            .params(parameters)
            .param(page.limit())
            .param(page.offset())
            .query((row, number) -> bar(row))
            .list();
    return new Page<>(bars, page.number(), page.limit(), total);
  }

  /** Hands over all bars of the span, oldest first, without holding them. */
  void each(CandleSeries series, Span span, Consumer<Bar> action) {
    RowCallbackHandler rows = row -> action.accept(bar(row));
    transactions.executeWithoutResult(
        status ->
            streaming.query(
                "select *" + SPAN + " order by open_time", rows, parameters(series, span)));
  }

  private static Object[] parameters(CandleSeries series, Span span) {
    return new Object[] {
      series.instrument().exchange(),
      series.instrument().symbol().toString(),
      series.timeframe().code(),
      SqlTimes.of(span.from()),
      SqlTimes.of(span.to())
    };
  }

  private static Bar bar(ResultSet row) throws SQLException {
    return new Bar(
        Timeframe.parse(row.getString("timeframe")),
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
