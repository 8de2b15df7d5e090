package io.tidemark.execution;

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
        .locations("classpath:db/migration/kit", "classpath:db/migration/execution")
        .load()
        .migrate();
  }

  private long reconciliation(String finished, int differences) {
    Long number =
        database.queryForObject(
            """
            insert into reconciliation (account, cause, started_at, finished_at, open_orders, fills,
              foreign_items, differences, repaired)
            values ('main', 'PERIODIC', ?::timestamptz, ?::timestamptz, 0, 0, 0, ?, 0)
            returning number
            """,
            Long.class,
            finished,
            finished,
            differences);
    return number == null ? 0 : number;
  }

  @Test
  void forgetsOldReconciliationsThatFoundNothing() {
    long old = reconciliation("2026-01-01T00:00:00Z", 0);
    long found = reconciliation("2026-01-02T00:00:00Z", 1);
    database.update(
        """
        insert into reconciliation_difference (reconciliation, kind, subject, ours, theirs, repaired)
        values (?, 'BALANCE', 'USD', '1', '2', false)
        """,
        found);
    long latest = reconciliation("2026-06-01T00:00:00Z", 0);

    try (HourlyRetention retention =
        new ExecutionBeans().retention(database, SuiteClock.system(), Duration.ofDays(90))) {
      assertThat(retention.forgetNow()).isEqualTo(1);
    }

    assertThat(
            database.queryForList("select number from reconciliation order by number", Long.class))
        .containsExactly(found, latest)
        .doesNotContain(old);
  }
}
