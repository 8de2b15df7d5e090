package io.tidemark.position.stage;

import io.tidemark.position.venue.InstrumentRulesCache;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fetches at each start what the first signal will need: the venue's rules, and at the very first
 * start the account's cash. Tries until it has them; readiness tells what is missing. A signal that
 * comes before asks by itself.
 */
final class Preparation implements SmartLifecycle, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final InstrumentRulesCache rules;
  private final AccountOpening opening;
  private final StageStore store;
  private final TransactionTemplate transactions;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable Thread thread;
  private volatile String missing = "has not asked yet";

  Preparation(
      InstrumentRulesCache rules,
      AccountOpening opening,
      StageStore store,
      TransactionTemplate transactions) {
    this.rules = rules;
    this.opening = opening;
    this.store = store;
    this.transactions = transactions;
  }

  @Override
  public void start() {
    if (running.compareAndSet(false, true)) {
      thread = Thread.ofVirtual().name("preparation").start(this::prepare);
    }
  }

  @Override
  public void stop() {
    running.set(false);
    Thread preparing = thread;
    if (preparing != null) {
      preparing.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  @Override
  public Health health() {
    return missing.isEmpty()
        ? Health.up().build()
        : Health.outOfService().withDetail("waitsFor", missing).build();
  }

  private void prepare() {
    Duration pause = FIRST_PAUSE;
    while (running.get() && !isPrepared()) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private boolean isPrepared() {
    try {
      transactions.executeWithoutResult(
          status -> {
            opening.account();
            store.requireReadable();
          });
      rules.refresh();
      missing = "";
      return true;
    } catch (DataAccessException | TransactionException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(missing)) {
        LOG.info("event=preparation_waits cause=\"{}\"", reason);
      }
      missing = reason;
      return false;
    }
  }
}
