package io.tidemark.position.stage;

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
        .locations("classpath:db/migration/kit", "classpath:db/migration/positions")
        .load()
        .migrate();
  }

  private void denial(String at) {
    database.update(
        """
        insert into denial (denial_id, run, account, exchange, symbol, strategy, cause_id, reason,
          context, event_time)
        values (gen_random_uuid(), 'run', 'main', 'kraken', 'BTC/USD', 'rsi', gen_random_uuid(),
          'COOLDOWN', '{}', ?::timestamptz)
        """,
        at);
  }

  @Test
  void forgetsOldDenials() {
    denial("2025-01-01T00:00:00Z");
    denial("2025-06-02T00:00:00Z");
    denial("2026-06-01T00:00:00Z");

    try (HourlyRetention retention =
        new StageConfiguration().retention(database, SuiteClock.system(), Duration.ofDays(365))) {
      assertThat(retention.forgetNow()).isEqualTo(1);
    }

    assertThat(
            database.queryForObject("select min(event_time)::date::text from denial", String.class))
        .isEqualTo("2025-06-02");
  }
}
