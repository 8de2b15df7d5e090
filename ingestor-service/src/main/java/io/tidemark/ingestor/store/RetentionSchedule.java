package io.tidemark.ingestor.store;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Applies the retention when the service starts and on each UTC day of the suite's time. */
final class RetentionSchedule implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Retention retention;
  private final InstantSource clock;

  private @Nullable ScheduledExecutorService executor;
  private @Nullable LocalDate done;

  RetentionSchedule(Retention retention, InstantSource clock) {
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("market-retention").factory());
    executor.scheduleWithFixedDelay(this::apply, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void apply() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (today.equals(done)) {
      return;
    }
    try {
      retention.apply(clock.instant());
      done = today;
    } catch (DataAccessException e) {
      LOG.warn(
          "event=retention_failed retry_s={} cause=\"{}\"", PERIOD.toSeconds(), e.getMessage());
    }
  }

  @Override
  public synchronized void stop() {
    if (executor != null) {
      executor.shutdownNow();
      executor = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null;
  }
}
