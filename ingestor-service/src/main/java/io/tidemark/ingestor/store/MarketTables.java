package io.tidemark.ingestor.store;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes a batch of a feed's outcome. What is there already stays: writing twice is harmless. */
final class MarketTables {

  private static final String INSERT_TRADE =
      "insert into trade (exchange, symbol, event_time, trade_id, price, quantity, taker, observed_at, arrival) "
          + "values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

  private static final String QUOTE_COLUMNS =
      " (exchange, symbol, bid, bid_quantity, ask, ask_quantity, last, volume_24h, event_time, observed_at) "
          + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict ";

  private static final String UPSERT_TICKER =
      "insert into ticker"
          + QUOTE_COLUMNS
          + "(exchange, symbol) do update set bid = excluded.bid, bid_quantity = excluded.bid_quantity, "
          + "ask = excluded.ask, ask_quantity = excluded.ask_quantity, last = excluded.last, "
          + "volume_24h = excluded.volume_24h, event_time = excluded.event_time, "
          + "observed_at = excluded.observed_at where ticker.event_time <= excluded.event_time";

  private static final String INSERT_TICKER_HISTORY =
      "insert into ticker_history" + QUOTE_COLUMNS + "do nothing";

  private static final String INSERT_BOOK =
      "insert into order_book_snapshot (exchange, symbol, event_time, observed_at, bids, asks) "
          + "values (?, ?, ?, ?, ?::jsonb, ?::jsonb) on conflict do nothing";

  private static final String UPSERT_CHECKPOINT =
      "insert into feed_checkpoint (exchange, symbol, bars, arrival, bar_partition, bar_offset) "
          + "values (?, ?, ?, ?, ?, ?) on conflict (exchange, symbol) do update set bars = excluded.bars, "
          + "arrival = excluded.arrival, bar_partition = excluded.bar_partition, bar_offset = excluded.bar_offset";

  private final JdbcTemplate database;
  private final CandleTable candles;
  private final MonthlyPartitions partitions;

  MarketTables(JdbcTemplate database) {
    this.database = database;
    this.candles = new CandleTable(database);
    this.partitions = new MonthlyPartitions(database);
  }

  /** Makes the partitions that the batch needs; outside of its transaction. */
  void prepare(Batch batch) {
    partitions.cover("trade", times(batch.trades(), trade -> trade.event().eventTime()));
    partitions.cover("ticker_history", times(batch.quoteHistory(), Ticker::eventTime));
    partitions.cover("order_book_snapshot", times(batch.books(), OrderBook::eventTime));
    List<Instant> opens = times(batch.candles(), candle -> candle.bar().openTime());
    partitions.cover("candle", opens);
    partitions.cover("candle_revision", opens);
  }

  /** Looks again which partitions are there when the next batch is prepared. */
  void forgetPartitions() {
    partitions.forget();
  }

  /** Writes the batch; within one transaction. */
  void write(Batch batch) {
    insertAll(INSERT_TRADE, batch.trades(), MarketTables::tradeRow);
    candles.write(batch.candles(), CandleMerge.LIVE);
    insertAll(UPSERT_TICKER, latest(batch.quotes()), MarketTables::quoteRow);
    insertAll(INSERT_TICKER_HISTORY, batch.quoteHistory(), MarketTables::quoteRow);
    insertAll(INSERT_BOOK, batch.books(), MarketTables::bookRow);
    insertAll(UPSERT_CHECKPOINT, lastCheckpoints(batch.checkpoints()), MarketTables::checkpointRow);
  }

  private <T> void insertAll(String sql, Collection<T> rows, Function<T, Object[]> values) {
    if (!rows.isEmpty()) {
      database.batchUpdate(sql, rows.stream().map(values).toList());
    }
  }

  private static Object[] tradeRow(Storable.Trade stored) {
    MarketTrade trade = stored.event();
    return new Object[] {
      trade.instrument().exchange(),
      trade.instrument().symbol().toString(),
      SqlTimes.of(trade.eventTime()),
      trade.tradeId(),
      trade.price().value(),
      trade.quantity().value(),
      trade.taker() == null ? null : trade.taker().name(),
      SqlTimes.of(trade.observedAt()),
      stored.arrival()
    };
  }

  private static Object[] quoteRow(Ticker quote) {
    return new Object[] {
      quote.instrument().exchange(),
      quote.instrument().symbol().toString(),
      quote.bid().value(),
      quote.bidQuantity() == null ? null : quote.bidQuantity().value(),
      quote.ask().value(),
      quote.askQuantity() == null ? null : quote.askQuantity().value(),
      quote.last() == null ? null : quote.last().value(),
      quote.volume24h() == null ? null : quote.volume24h().value(),
      SqlTimes.of(quote.eventTime()),
      SqlTimes.of(quote.observedAt())
    };
  }

  private static Object[] bookRow(OrderBook book) {
    return new Object[] {
      book.instrument().exchange(),
      book.instrument().symbol().toString(),
      SqlTimes.of(book.eventTime()),
      SqlTimes.of(book.observedAt()),
      levels(book.bids()),
      levels(book.asks())
    };
  }

  private static String levels(List<BookLevel> side) {
    List<List<BigDecimal>> rows = new ArrayList<>(side.size());
    for (BookLevel level : side) {
      rows.add(
          List.of(level.price().value(), level.quantity().value(), level.cumulative().value()));
    }
    return Json.mapper().writeValueAsString(rows);
  }

  private static Object[] checkpointRow(FeedCheckpoint checkpoint) {
    return new Object[] {
      checkpoint.instrument().exchange(),
      checkpoint.instrument().symbol().toString(),
      checkpoint.bars(),
      checkpoint.arrival(),
      checkpoint.published().partition(),
      checkpoint.published().offset()
    };
  }

  private static Collection<Ticker> latest(List<Ticker> quotes) {
    Map<InstrumentId, Ticker> latest = new LinkedHashMap<>();
    quotes.forEach(quote -> latest.put(quote.instrument(), quote));
    return latest.values();
  }

  private static Collection<FeedCheckpoint> lastCheckpoints(List<FeedCheckpoint> checkpoints) {
    Map<InstrumentId, FeedCheckpoint> last = new LinkedHashMap<>();
    checkpoints.forEach(checkpoint -> last.put(checkpoint.instrument(), checkpoint));
    return last.values();
  }

  private static <T> List<Instant> times(Collection<T> rows, Function<T, Instant> time) {
    return rows.stream().map(time).collect(Collectors.toList());
  }
}
