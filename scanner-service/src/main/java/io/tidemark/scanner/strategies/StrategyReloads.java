package io.tidemark.scanner.strategies;

import io.tidemark.kit.configuration.ConfigurationWatch;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.BadRequestException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Records the strategies of the files: before the first bar is read, and whenever the files have
 * changed or somebody asks. What cannot be recorded now, as Postgres does not answer, is tried
 * again until it is.
 */
@Component
class StrategyReloads implements SmartInitializingSingleton, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StrategyReloads.class);
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final ConfigurationWatch watch;
  private final StrategyJournal journal;
  private final SuiteClock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("strategy-reloads").factory());

  private Object recorded = new Object();

  StrategyReloads(ConfigurationWatch watch, StrategyJournal journal, SuiteClock clock) {
    this.watch = watch;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    record();
    executor.scheduleWithFixedDelay(
        this::recordSafely, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads the files at once.
   *
   * @return the edition that came of it; empty if they say what is in effect, or will be
   * @throws BadRequestException if they are not valid, with file, line and key; nothing changes
   */
  Optional<StrategyEdition> reload() {
    Optional<String> refusal = watch.reload();
    if (refusal.isPresent()) {
      throw new BadRequestException(refusal.get() + "; the configuration in use stays");
    }
    return record();
  }

  private synchronized Optional<StrategyEdition> record() {
    var wanted = watch.current().strategies();
    if (wanted == recorded) {
      return Optional.empty();
    }
    Optional<StrategyEdition> edition = journal.record(wanted.byId(), clock.instant());
    recorded = wanted;
    return edition;
  }

  private void recordSafely() {
    try {
      record();
    } catch (RuntimeException e) {
      LOG.warn("event=strategies_not_recorded cause=\"{}\" then=\"tries again\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
