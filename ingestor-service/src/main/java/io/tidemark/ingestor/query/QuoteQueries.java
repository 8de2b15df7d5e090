package io.tidemark.ingestor.query;

import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads stored tops of books and books. */
@Component
class QuoteQueries {

  private final JdbcClient database;

  QuoteQueries(JdbcClient database) {
    this.database = database;
  }

  Optional<Ticker> ticker(InstrumentId instrument) {
    return database
        .sql("select * from ticker where exchange = ? and symbol = ?")
        .params(instrument.exchange(), instrument.symbol().toString())
        .query(
            (row, number) ->
                new Ticker(
                    instrument,
                    new Price(row.getBigDecimal("bid")),
                    quantity(row.getBigDecimal("bid_quantity")),
                    new Price(row.getBigDecimal("ask")),
                    quantity(row.getBigDecimal("ask_quantity")),
                    price(row.getBigDecimal("last")),
                    quantity(row.getBigDecimal("volume_24h")),
                    SqlTimes.instant(row, "event_time"),
                    SqlTimes.instant(row, "observed_at")))
        .optional();
  }

  Optional<OrderBook> book(InstrumentId instrument) {
    return database
        .sql(
            "select * from order_book_snapshot where exchange = ? and symbol = ? "
                + "order by event_time desc limit 1")
        .params(instrument.exchange(), instrument.symbol().toString())
        .query(
            (row, number) ->
                new OrderBook(
                    instrument,
                    levels(row.getString("bids")),
                    levels(row.getString("asks")),
                    SqlTimes.instant(row, "event_time"),
                    SqlTimes.instant(row, "observed_at")))
        .optional();
  }

  private static List<BookLevel> levels(String json) {
    BigDecimal[][] rows = Json.mapper().readValue(json, BigDecimal[][].class);
    return Arrays.stream(rows)
        .map(row -> new BookLevel(new Price(row[0]), new Quantity(row[1]), new Quantity(row[2])))
        .toList();
  }

  private static @Nullable Price price(@Nullable BigDecimal value) {
    return value == null ? null : new Price(value);
  }

  private static @Nullable Quantity quantity(@Nullable BigDecimal value) {
    return value == null ? null : new Quantity(value);
  }
}
