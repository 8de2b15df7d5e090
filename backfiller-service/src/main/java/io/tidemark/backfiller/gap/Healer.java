package io.tidemark.backfiller.gap;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backfiller.BackfillerProperties;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Heals live gaps as soon as the venue has their data: the shortest timeframe of all instruments
 * first, several instruments at once. Goes on whatever fails.
 */
public final class Healer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Healer.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private final GapTable gaps;
  private final Healing healing;
  private final BackfillerProperties properties;
  private final SuiteClock clock;
  private final Semaphore work = new Semaphore(0);
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private volatile long lastPass = System.nanoTime();
  private volatile @Nullable String failure;

  Healer(
      GapTable gaps,
      Healing healing,
      BackfillerProperties properties,
      SuiteClock clock,
      MeterRegistry metrics) {
    this.gaps = gaps;
    this.healing = healing;
    this.properties = properties;
    this.clock = clock;
    metrics.gauge("tidemark_backfill_open_gaps", gaps, GapTable::open);
    metrics.gauge(
        "tidemark_backfill_last_healing_seconds",
        this,
        healer -> healer.sinceLastPass().toMillis() / 1000.0);
  }

  /** Tells that there may be something to heal. */
  public void wake() {
    work.release();
  }

  /** How long ago all that was due had been tried; since the start before the first time. */
  Duration sinceLastPass() {
    return Duration.ofNanos(System.nanoTime() - lastPass);
  }

  /** What ended the last pass before its end; null if nothing did. */
  @Nullable String failure() {
    return failure;
  }

  /** Whether its thread is there. */
  boolean isAlive() {
    Thread healer = thread;
    return healer != null && healer.isAlive();
  }

  @Override
  public void start() {
    running = true;
    lastPass = System.nanoTime();
    thread = Thread.ofVirtual().name("healer").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    wake();
    Thread healer = thread;
    if (healer != null) {
      try {
        if (!healer.join(STOP_LIMIT)) {
          healer.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try {
        healAll();
        lastPass = System.nanoTime();
        failure = null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        failure = e.toString();
        LOG.warn("event=healing_waits action=\"none: it is tried again\"", e);
      }
      try {
        if (work.tryAcquire(properties.healInterval().toMillis(), TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** After each timeframe it looks again: what is new and shorter goes first. */
  private void healAll() throws InterruptedException {
    List<Gap> due = gaps.due(clock.instant());
    while (running && !due.isEmpty()) {
      Timeframe shortest = due.getFirst().timeframe();
      healTogether(
          due.stream()
              .filter(gap -> gap.timeframe() == shortest)
              .collect(Collectors.groupingBy(Gap::instrument, TreeMap::new, Collectors.toList())));
      due = gaps.due(clock.instant());
    }
  }

  private void healTogether(SortedMap<InstrumentId, List<Gap>> due) throws InterruptedException {
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            properties.requestsAtOnce(), Thread.ofVirtual().name("healing-", 0).factory())) {
      List<Callable<Boolean>> attempts = new ArrayList<>();
      due.forEach((instrument, theirs) -> attempts.add(() -> attempt(instrument, theirs)));
      for (Future<Boolean> attempt : workers.invokeAll(attempts)) {
        attempt.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an attempt at healing broke off: " + e.getCause(), e);
    }
  }

  private boolean attempt(InstrumentId instrument, List<Gap> due) {
    if (running) {
      healing.attempt(instrument, due);
    }
    return running;
  }
}
