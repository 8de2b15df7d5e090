package io.tidemark.scanner.market;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Writes snapshots and indicator values. A snapshot that is there stays as it is. */
@Component
class MarketTables {

  private final JdbcTemplate database;
  private final String run;

  MarketTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.run = identity.run();
  }

  /**
   * A snapshot with what others know.
   *
   * @param volume24h null if not known
   * @param book null if not known
   */
  record Completed(
      MarketSnapshot snapshot, @Nullable BigDecimal volume24h, @Nullable JsonNode book) {}

  /** The values of a decision. */
  record Values(
      InstrumentId instrument, String timeframe, Instant closeTime, Map<String, Double> byName) {}

  void save(Collection<Completed> snapshots, Instant observedAt) {
    database.batchUpdate(
        """
        insert into market_snapshot (
          run, exchange, symbol, snapshot_time, timeframe, bar_close_time, open, high, low, close,
          volume, volume_24h, sentiment, btc_correlation, indicators, order_book, observed_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
        on conflict do nothing
        """,
        snapshots.stream().map(one -> row(one, observedAt)).toList());
  }

  private Object[] row(Completed completed, Instant observedAt) {
    MarketSnapshot snapshot = completed.snapshot();
    Bar bar = snapshot.bar();
    return new Object[] {
      run,
      snapshot.instrument().exchange(),
      snapshot.instrument().symbol().toString(),
      snapshot.time().atOffset(ZoneOffset.UTC),
      bar.timeframe().code(),
      bar.closeTime().atOffset(ZoneOffset.UTC),
      bar.open().value(),
      bar.high().value(),
      bar.low().value(),
      bar.close().value(),
      bar.volume().value(),
      completed.volume24h(),
      snapshot.sentiment(),
      snapshot.btcCorrelation(),
      Json.mapper().writeValueAsString(snapshot.indicators()),
      completed.book() == null ? null : completed.book().toString(),
      observedAt.atOffset(ZoneOffset.UTC)
    };
  }

  /** Keeps the later of two values of one indicator. */
  void saveValues(Collection<Values> values) {
    List<Object[]> rows = new ArrayList<>();
    for (Values one : values) {
      rows.add(
          new Object[] {
            run,
            one.instrument().exchange(),
            one.instrument().symbol().toString(),
            one.timeframe(),
            one.closeTime().atOffset(ZoneOffset.UTC),
            one.byName().keySet().toArray(String[]::new),
            one.byName().values().toArray(Double[]::new)
          });
    }
    database.batchUpdate(
        """
        insert into indicator_cache (
          run, exchange, symbol, timeframe, close_time, indicator, value)
        select ?, ?, ?, ?, ?, * from unnest(?::text[], ?::float8[])
        on conflict (run, exchange, symbol, timeframe, indicator) do update
        set value = excluded.value, close_time = excluded.close_time
        where indicator_cache.close_time <= excluded.close_time
        """,
        rows);
  }
}
