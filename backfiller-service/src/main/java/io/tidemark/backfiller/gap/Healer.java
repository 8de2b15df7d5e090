package io.tidemark.backfiller.gap;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.backfiller.BackfillerProperties;
import io.tidemark.backfiller.gap.Rebuilding.Outcome;
import io.tidemark.backfiller.store.StoreException;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.backfiller.venue.Venues;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Heals live gaps one after the other, the shortest first, as soon as the venue has their data. */
public final class Healer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Healer.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 5;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private final Venues venues;
  private final GapTable gaps;
  private final UnfillableTable unfillable;
  private final Rebuilding rebuilding;
  private final Corrections corrections;
  private final TransactionTemplate transactions;
  private final BackfillerProperties properties;
  private final SuiteClock clock;
  private final MeterRegistry metrics;
  private final Semaphore work = new Semaphore(0);
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  Healer(
      Venues venues,
      GapTable gaps,
      UnfillableTable unfillable,
      Rebuilding rebuilding,
      Corrections corrections,
      TransactionTemplate transactions,
      BackfillerProperties properties,
      SuiteClock clock,
      MeterRegistry metrics) {
    this.venues = venues;
    this.gaps = gaps;
    this.unfillable = unfillable;
    this.rebuilding = rebuilding;
    this.corrections = corrections;
    this.transactions = transactions;
    this.properties = properties;
    this.clock = clock;
    this.metrics = metrics;
    metrics.gauge("tidemark_backfill_open_gaps", gaps, GapTable::open);
  }

  /** Tells that there may be something to heal. */
  public void wake() {
    work.release();
  }

  @Override
  public void start() {
    running = true;
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
        if (work.tryAcquire(properties.healInterval().toMillis(), TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("event=healing_waits cause=\"{}\"", e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(properties.healInterval().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void healAll() {
    gaps.due(clock.instant()).stream()
        .collect(Collectors.groupingBy(Gap::instrument, TreeMap::new, Collectors.toList()))
        .forEach(this::heal);
  }

  private void heal(InstrumentId instrument, List<Gap> due) {
    tell(due.stream().filter(gap -> gap.state() == GapState.REBUILT).toList());
    List<Gap> open = due.stream().filter(gap -> gap.state() == GapState.OPEN).toList();
    List<Gap> days =
        open.stream().filter(gap -> gap.timeframe().compareTo(Timeframe.D1) <= 0).toList();
    for (Span cluster : Span.union(Rebuilding.spans(days), Duration.ZERO)) {
      List<Gap> together = days.stream().filter(gap -> cluster.encloses(gap.span())).toList();
      rebuild(
          together,
          () -> {
            Venue venue = venues.of(instrument.exchange());
            Instant settled = clock.instant().minus(properties.settle());
            return rebuilding.fromVenue(venue, instrument, together, settled);
          });
    }
    open.stream()
        .filter(gap -> gap.timeframe().compareTo(Timeframe.D1) > 0)
        .forEach(gap -> rebuild(List.of(gap), () -> rebuilding.fromDays(gap)));
  }

  private void rebuild(List<Gap> together, Supplier<Outcome> attempt) {
    if (!running) {
      return;
    }
    try {
      switch (attempt.get()) {
        case Outcome.Rebuilt rebuilt -> {
          corrections.keep(together.getFirst().instrument(), together, rebuilt.bars());
          tell(together);
        }
        case Outcome.Later later -> together.forEach(gap -> lacking(gap, later.why()));
      }
    } catch (VenueReadException | StoreException | IllegalArgumentException e) {
      together.forEach(gap -> postpone(gap, String.valueOf(e.getMessage())));
    }
  }

  private void tell(List<Gap> rebuilt) {
    if (rebuilt.isEmpty()) {
      return;
    }
    try {
      Instant now = clock.instant();
      int bars = corrections.tell(rebuilt, now);
      metrics.counter("tidemark_backfill_healed_bars_total").increment(bars);
      for (Gap gap : rebuilt) {
        Duration took = Duration.between(gap.detectedAt(), now);
        metrics.timer("tidemark_backfill_heal_seconds").record(took);
        LOG.info(
            "event=gap_healed instrument={} timeframe={} from={} to={} after={}",
            gap.instrument(),
            gap.timeframe(),
            gap.span().from(),
            gap.span().to(),
            took);
      }
    } catch (StoreException e) {
      rebuilt.forEach(gap -> postpone(gap, String.valueOf(e.getMessage())));
    }
  }

  /** What the venue does not have after so long it will not have. */
  private void lacking(Gap gap, String why) {
    if (Duration.between(gap.detectedAt(), clock.instant()).compareTo(properties.healLimit()) < 0) {
      postpone(gap, why);
      return;
    }
    LOG.warn(
        "event=gap_unfillable instrument={} timeframe={} from={} to={} detail=\"{}\"",
        gap.instrument(),
        gap.timeframe(),
        gap.span().from(),
        gap.span().to(),
        why);
    Instant now = clock.instant();
    transactions.executeWithoutResult(
        status -> {
          unfillable.record(
              gap.instrument(),
              gap.timeframe(),
              List.of(gap.span()),
              UnfillableReason.NO_HISTORY,
              why,
              now);
          gaps.close(List.of(gap.gapId()), GapState.UNFILLABLE, why, now);
        });
  }

  private void postpone(Gap gap, String why) {
    LOG.debug("event=gap_postponed gap={} cause=\"{}\"", gap.gapId(), why);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(gap.attempts(), DOUBLINGS));
    Instant until =
        clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    transactions.executeWithoutResult(status -> gaps.postpone(gap.gapId(), why, until));
  }
}
