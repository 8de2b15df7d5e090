package io.tidemark.kit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Which rows go, against a real database. */
class HourlyRetentionIT {

  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00Z");
  private static final KeptRows BLOCKED =
      new KeptRows("kept", "decision", "close_time", "outcome = 'BLOCKED'", Duration.ofDays(2));

  private final TestDatabase place = TestInfrastructure.shared().newDatabase("retention");
  private final JdbcTemplate database =
      new JdbcTemplate(
          new DriverManagerDataSource(place.jdbcUrl(), place.username(), place.password()));

  @BeforeEach
  void createTable() {
    database.execute("create table decision (id text, outcome text, close_time timestamptz)");
  }

  private void row(String id, String outcome, Duration age) {
    database.update(
        "insert into decision values (?, ?, ?)",
        id,
        outcome,
        NOON.minus(age).atOffset(ZoneOffset.UTC));
  }

  private long forget(Instant now) {
    try (HourlyRetention retention = new HourlyRetention(database, () -> now, List.of(BLOCKED))) {
      return retention.forgetNow();
    }
  }

  private List<String> left() {
    return database.queryForList("select id from decision order by id", String.class);
  }

  @Test
  void deletesWhatIsOlderThanItIsKeptAndOfItsKind() {
    row("old block", "BLOCKED", Duration.ofDays(2).plusSeconds(1));
    row("old signal", "SIGNAL", Duration.ofDays(9));
    row("block of the limit", "BLOCKED", Duration.ofDays(2));
    row("new block", "BLOCKED", Duration.ZERO);

    assertThat(forget(NOON)).isEqualTo(1);
    assertThat(left()).containsExactly("block of the limit", "new block", "old signal");
  }

  @Test
  void aFeedThatStandsStillLosesNothing() {
    row("block", "BLOCKED", Duration.ofDays(1));
    row("last", "SIGNAL", Duration.ZERO);

    assertThat(forget(NOON.plus(Duration.ofDays(30)))).isZero();
    assertThat(left()).containsExactly("block", "last");
  }

  @Test
  void whatIsDatedAheadOfTheSuitesTimeTakesNothingAlong() {
    row("block", "BLOCKED", Duration.ofDays(1));
    row("ahead", "SIGNAL", Duration.ofDays(-30));

    assertThat(forget(NOON)).isZero();
  }

  @Test
  void anEmptyTableHasNothingToForget() {
    assertThat(forget(NOON)).isZero();
  }

  @Test
  void goesOnUntilNothingOldIsLeft() {
    database.update(
        """
        insert into decision
        select 'old', 'BLOCKED', ?::timestamptz - interval '3 days' from generate_series(1, 12000)
        """,
        NOON.atOffset(ZoneOffset.UTC));
    row("last", "SIGNAL", Duration.ZERO);

    assertThat(forget(NOON)).isEqualTo(12_000);
    assertThat(left()).containsExactly("last");
  }

  @Test
  void refusesToKeepForNoTime() {
    assertThatThrownBy(() -> new KeptRows("tidemark.x.keep-for", "t", "c", "true", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tidemark.x.keep-for must be above 0, was PT0S");
  }
}
