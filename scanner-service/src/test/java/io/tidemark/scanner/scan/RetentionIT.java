package io.tidemark.scanner.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.retention.HourlyRetention;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the service forgets of its own schema; ages count from the latest row. */
class RetentionIT {

  private final TestDatabase place = TestInfrastructure.shared().newDatabase("retention");
  private final DriverManagerDataSource source =
      new DriverManagerDataSource(place.jdbcUrl(), place.username(), place.password());
  private final JdbcTemplate database = new JdbcTemplate(source);

  @BeforeEach
  void migrate() {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/kit", "classpath:db/migration/scanner")
        .load()
        .migrate();
  }

  private void decision(String outcome, String closeTime) {
    database.update(
        """
        insert into decision (decision_id, run, exchange, symbol, strategy, timeframe, outcome,
          confidence, strength, reasons, indicators, configuration_hash, close_time, observed_at)
        values (gen_random_uuid(), 'run', 'kraken', 'BTC/USD', 'rsi', '1m', ?, 0, 0, '{}', '{}', 'h',
          ?::timestamptz, ?::timestamptz)
        """,
        outcome,
        closeTime,
        closeTime);
  }

  private void snapshot(String time) {
    database.update(
        """
        insert into market_snapshot (run, exchange, symbol, snapshot_time, timeframe, bar_close_time,
          open, high, low, close, volume, indicators, observed_at)
        values ('run', 'kraken', 'BTC/USD', ?::timestamptz, '1m', ?::timestamptz, 1, 1, 1, 1, 1, '{}',
          ?::timestamptz)
        """,
        time,
        time,
        time);
  }

  @Test
  void forgetsOldBlocksAndSnapshotsAndNoSignal() {
    decision("BLOCKED", "2026-01-01T00:00:00Z");
    decision("SIGNAL", "2026-01-01T00:01:00Z");
    decision("BLOCKED", "2026-06-01T00:00:00Z");
    snapshot("2026-04-30T00:00:00Z");
    snapshot("2026-06-01T00:00:00Z");

    try (HourlyRetention retention =
        new ScanConfiguration()
            .retention(database, SuiteClock.system(), Duration.ofDays(90), Duration.ofDays(30))) {
      assertThat(retention.forgetNow()).isEqualTo(2);
    }

    assertThat(
            database.queryForList("select outcome from decision order by close_time", String.class))
        .containsExactly("SIGNAL", "BLOCKED");
    assertThat(database.queryForObject("select count(*) from market_snapshot", Long.class))
        .isEqualTo(1);
  }
}
