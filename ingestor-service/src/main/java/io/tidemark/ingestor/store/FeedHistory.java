package io.tidemark.ingestor.store;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a feed reads back when it starts. */
public final class FeedHistory {

  private static final String TRADES =
      "select trade_id, price, quantity, taker, event_time, observed_at, arrival from trade "
          + "where exchange = ? and symbol = ? ";

  private final JdbcClient database;
  private final MarketTables tables;

  public FeedHistory(JdbcTemplate database) {
    this.database = JdbcClient.create(database);
    this.tables = new MarketTables(database);
  }

  /** The instrument's last checkpoint. */
  public Optional<FeedCheckpoint> checkpoint(InstrumentId instrument) {
    return database
        .sql(
            "select bars, arrival, bar_partition, bar_offset from feed_checkpoint "
                + "where exchange = ? and symbol = ?")
        .params(instrument.exchange(), instrument.symbol().toString())
        .query(
            (row, number) ->
                new FeedCheckpoint(
                    instrument,
                    row.getBytes("bars"),
                    row.getLong("arrival"),
                    new BarPosition(row.getInt("bar_partition"), row.getLong("bar_offset"))))
        .optional();
  }

  /**
   * Stores a checkpoint before anything is published.
   *
   * @throws DataAccessException if the database does not take it
   */
  public void store(FeedCheckpoint checkpoint) {
    tables.write(Batch.of(List.of(new Storable.Checkpoint(checkpoint))));
  }

  /** The arrival of the last stored trade; 0 for none. */
  public long lastArrival(InstrumentId instrument) {
    return database
        .sql("select coalesce(max(arrival), 0) from trade where exchange = ? and symbol = ?")
        .params(instrument.exchange(), instrument.symbol().toString())
        .query(Long.class)
        .single();
  }

  /** The trades that were applied after {@code arrival}, in the order applied. */
  public List<StoredTrade> tradesAfter(InstrumentId instrument, long arrival) {
    return database
        .sql(TRADES + "and arrival > ? order by arrival")
        .params(instrument.exchange(), instrument.symbol().toString(), arrival)
        .query((row, number) -> read(instrument, row))
        .list();
  }

  /** The last trades up to {@code arrival}, in the order applied. */
  public List<StoredTrade> lastTrades(InstrumentId instrument, long arrival, int count) {
    return database
        .sql(TRADES + "and arrival <= ? order by arrival desc limit ?")
        .params(instrument.exchange(), instrument.symbol().toString(), arrival, count)
        .query((row, number) -> read(instrument, row))
        .list()
        .reversed();
  }

  private static StoredTrade read(InstrumentId instrument, ResultSet row) throws SQLException {
    String taker = row.getString("taker");
    MarketTrade trade =
        new MarketTrade(
            instrument,
            row.getString("trade_id"),
            new Price(row.getBigDecimal("price")),
            new Quantity(row.getBigDecimal("quantity")),
            taker == null ? null : Side.valueOf(taker),
            SqlTimes.instant(row, "event_time"),
            SqlTimes.instant(row, "observed_at"));
    return new StoredTrade(trade, row.getLong("arrival"));
  }
}
