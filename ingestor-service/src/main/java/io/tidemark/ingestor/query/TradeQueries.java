package io.tidemark.ingestor.query;

import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads stored trades. */
@Component
class TradeQueries {

  private static final String SPAN =
      " from trade where exchange = ? and symbol = ? and event_time >= ? and event_time < ?";

  /** The last minutes may not have closed yet: trades are counted to where they have. */
  private static final String WHOLE =
      """
      with bars as (
        select timeframe, close_time, completeness, trades from candle
        where exchange = :exchange and symbol = :symbol
          and open_time >= :from and open_time < :to and close_time <= :to
      ), minutes as (
        select coalesce(sum(trades), 0) as trades, max(close_time) as until
        from bars where timeframe = '1m'
      )
      select
        exists (
          select from trade
          where exchange = :exchange and symbol = :symbol and event_time < :begin)
        and not exists (select from bars where completeness = 'PARTIAL')
        and minutes.trades = (
          select count(*) from trade
          where exchange = :exchange and symbol = :symbol
            and event_time >= :from and event_time < minutes.until)
      from minutes
      """;

  /**
   * A stored trade.
   *
   * @param taker the side that took; null where the venue does not tell
   */
  record StoredTrade(
      String tradeId, Instant eventTime, Price price, Quantity quantity, @Nullable Side taker) {}

  /**
   * The sums of some trades.
   *
   * @param volume base currency
   * @param notional quote currency
   * @param squares of prices, each times its quantity
   */
  record Sums(long trades, BigDecimal volume, BigDecimal notional, BigDecimal squares) {}

  private final JdbcClient database;

  TradeQueries(JdbcClient database) {
    this.database = database;
  }

  Page<StoredTrade> page(InstrumentId instrument, Span span, PageRequest page) {
    Object[] parameters = parameters(instrument, span);
    long total =
        database.sql("select count(*)" + SPAN).params(parameters).query(Long.class).single();
    List<StoredTrade> trades =
        database
            .sql(
                "select trade_id, event_time, price, quantity, taker"
                    + SPAN
                    + " order by event_time, arrival limit ? offset ?")
            .params(parameters)
            .param(page.limit())
            .param(page.offset())
            .query(
                (row, number) ->
                    new StoredTrade(
                        row.getString("trade_id"),
                        SqlTimes.instant(row, "event_time"),
                        new Price(row.getBigDecimal("price")),
                        new Quantity(row.getBigDecimal("quantity")),
                        side(row.getString("taker"))))
            .list();
    return new Page<>(trades, page.number(), page.limit(), total);
  }

  /** The sums over a span. */
  Sums sums(InstrumentId instrument, Span span) {
    return database
        .sql(
            "select count(*) as trades, coalesce(sum(quantity), 0) as volume, "
                + "coalesce(sum(price * quantity), 0) as notional, "
                + "coalesce(sum(price * price * quantity), 0) as squares"
                + SPAN)
        .params(parameters(instrument, span))
        .query(
            (row, number) ->
                new Sums(
                    row.getLong("trades"),
                    row.getBigDecimal("volume"),
                    row.getBigDecimal("notional"),
                    row.getBigDecimal("squares")))
        .single();
  }

  /**
   * Whether all trades of the span are stored, as the bars made of them tell: the collection began
   * before the span, no bar that lies in it has a hole, and its minutes count the trades there are.
   */
  Completeness completeness(InstrumentId instrument, Span span) {
    Instant from = Timeframe.M1.openOf(span.from());
    Instant to = Timeframe.M1.openOf(span.to());
    boolean whole =
        database
            .sql(WHOLE)
            .param("exchange", instrument.exchange())
            .param("symbol", instrument.symbol().toString())
            .param("begin", SqlTimes.of(span.from()))
            .param("from", SqlTimes.of(from))
            .param("to", SqlTimes.of(to))
            .query(Boolean.class)
            .single();
    return whole ? Completeness.COMPLETE : Completeness.PARTIAL;
  }

  /** When the last stored trade happened. */
  Optional<Instant> lastTime(InstrumentId instrument) {
    return database
        .sql(
            "select event_time from trade where exchange = ? and symbol = ? "
                + "order by event_time desc limit 1")
        .params(instrument.exchange(), instrument.symbol().toString())
        .query((row, number) -> SqlTimes.instant(row, "event_time"))
        .optional();
  }

  private static Object[] parameters(InstrumentId instrument, Span span) {
    return new Object[] {
      instrument.exchange(),
      instrument.symbol().toString(),
      SqlTimes.of(span.from()),
      SqlTimes.of(span.to())
    };
  }

  private static @Nullable Side side(@Nullable String name) {
    return name == null ? null : Side.valueOf(name);
  }
}
