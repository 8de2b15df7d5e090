package io.tidemark.kit.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes what was kept for long enough once an hour, first a few minutes after the start. Ages
 * count back from the suite's time or the table's latest row, whichever is earlier: so a replay of
 * old data keeps it, and a feed that stands still loses nothing.
 */
public final class HourlyRetention implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HourlyRetention.class);
  private static final int BATCH = 5_000;
  private static final long FIRST_MINUTES = 3;
  private static final long EVERY_MINUTES = 60;

  private final JdbcTemplate database;
  private final InstantSource clock;
  private final List<KeptRows> kept;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("retention").factory());
  private final Future<?> cleaning;

  /**
   * @param clock the suite's
   */
  public HourlyRetention(JdbcTemplate database, InstantSource clock, List<KeptRows> kept) {
    this.database = database;
    this.clock = clock;
    this.kept = List.copyOf(kept);
    this.cleaning =
        timer.scheduleWithFixedDelay(this::clean, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
  }

  private void clean() {
    for (KeptRows rows : kept) {
      try {
        long deleted = forget(rows);
        if (deleted > 0) {
          LOG.info("event=rows_forgotten table={} rows={}", rows.table(), deleted);
        }
      } catch (DataAccessException e) {
        LOG.warn(
            "event=retention_failed table={} then=\"tried again in an hour\" cause=\"{}\"",
            rows.table(),
            e.getMessage());
      }
    }
  }

  /**
   * Deletes what is too old now.
   *
   * @return how many rows
   * @throws DataAccessException if the database does not
   */
  public long forgetNow() {
    return kept.stream().mapToLong(this::forget).sum();
  }

  /** Some at a time, so that nobody waits for long. */
  private long forget(KeptRows rows) {
    OffsetDateTime latest =
        database.queryForObject(
            "select max(%s) from %s".formatted(rows.time(), rows.table()), OffsetDateTime.class);
    if (latest == null) {
      return 0;
    }
    Instant now = clock.instant();
    Instant from = latest.toInstant().isBefore(now) ? latest.toInstant() : now;
    OffsetDateTime before = from.minus(rows.keptFor()).atOffset(ZoneOffset.UTC);
    String delete =
        """
        delete from %1$s where ctid = any (array(
          select ctid from %1$s where %2$s < ? and %3$s limit %4$d))
        """
            .formatted(rows.table(), rows.time(), rows.condition(), BATCH);
    long deleted = 0;
    int batch;
    do {
      batch = database.update(delete, before);
      deleted += batch;
    } while (batch == BATCH && !cleaning.isCancelled());
    return deleted;
  }

  @Override
  public void close() {
    cleaning.cancel(false);
    timer.shutdownNow();
  }
}
