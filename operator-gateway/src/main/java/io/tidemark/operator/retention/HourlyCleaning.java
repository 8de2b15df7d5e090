package io.tidemark.operator.retention;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Has everything forget once an hour, first a minute after the start. */
@Component
final class HourlyCleaning implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HourlyCleaning.class);

  private final List<Retained> retained;
  private final InstantSource clock = InstantSource.system();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cleaning").factory());

  HourlyCleaning(List<Retained> retained) {
    this.retained = List.copyOf(retained);
    timer.scheduleWithFixedDelay(this::clean, 1, 60, TimeUnit.MINUTES);
  }

  private void clean() {
    for (Retained one : retained) {
      try {
        int forgotten = one.forget(clock.instant());
        if (forgotten > 0) {
          LOG.info("event=cleaned what={} rows={}", one.name(), forgotten);
        }
      } catch (DataAccessException e) {
        LOG.warn(
            "event=cleaning_failed what={} then=\"tried again in an hour\" cause=\"{}\"",
            one.name(),
            e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
