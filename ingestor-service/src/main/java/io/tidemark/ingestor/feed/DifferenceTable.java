package io.tidemark.ingestor.feed;

import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps the bars that the venue's candles contradict though our trades have no known hole. */
final class DifferenceTable {

  private static final String UPSERT =
      "insert into bar_difference (exchange, symbol, timeframe, open_time, cause, open, high, low, close, "
          + "volume, venue_open, venue_high, venue_low, venue_close, venue_volume, observed_at) "
          + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
          + "on conflict (exchange, symbol, timeframe, open_time) do update set cause = excluded.cause, "
          + "open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, "
          + "volume = excluded.volume, venue_open = excluded.venue_open, venue_high = excluded.venue_high, "
          + "venue_low = excluded.venue_low, venue_close = excluded.venue_close, "
          + "venue_volume = excluded.venue_volume, observed_at = excluded.observed_at";

  private final JdbcClient database;
  private final InstantSource clock;

  /**
   * @param clock dates what is recorded
   */
  DifferenceTable(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void record(BarDifference difference) {
    var statement =
        database
            .sql(UPSERT)
            .param(difference.instrument().exchange())
            .param(difference.instrument().symbol().toString())
            .param(Timeframe.M1.code())
            .param(SqlTimes.of(difference.openTime()))
            .param(difference.cause().name());
    statement = numbers(statement, difference.ours());
    statement = numbers(statement, difference.venues());
    statement.param(SqlTimes.of(clock.instant())).update();
  }

  private static JdbcClient.StatementSpec numbers(
      JdbcClient.StatementSpec statement, @Nullable Bar bar) {
    return statement
        .param(bar == null ? null : bar.open().value())
        .param(bar == null ? null : bar.high().value())
        .param(bar == null ? null : bar.low().value())
        .param(bar == null ? null : bar.close().value())
        .param(bar == null ? null : bar.volume().value());
  }
}
