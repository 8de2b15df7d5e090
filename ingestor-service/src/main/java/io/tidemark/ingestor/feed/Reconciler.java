package io.tidemark.ingestor.feed;

import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Takes the instruments' turns at reconciliation: one at a time, at most one in each pause, those
 * with a new hole first, and none while trades of a stream are to be fetched. One that could not be
 * settled waits some pauses, so it takes no other's turn.
 */
final class Reconciler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final long STORE_SECONDS = 30;

  /** Pauses before an instrument has its turn again for what could not be settled. */
  private static final int PAUSES_TO_RETRY = 10;

  private final MarketStream stream;
  private final Reconciliation reconciliation;
  private final StoreWriter store;
  private final Duration interval;
  private final Duration pause;
  private final Set<InstrumentId> urgent = new HashSet<>();
  private final Map<InstrumentId, Long> retryNanos = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("reconciliation").factory());

  /**
   * @param interval of stream time between two rounds of an instrument
   * @param pause of the machine's time between two rounds
   */
  Reconciler(
      MarketStream stream,
      Reconciliation reconciliation,
      StoreWriter store,
      Duration interval,
      Duration pause) {
    this.stream = stream;
    this.reconciliation = reconciliation;
    this.store = store;
    this.interval = interval;
    this.pause = pause;
  }

  void start() {
    thread.scheduleWithFixedDelay(
        this::turn, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void turn() {
    try {
      if (stream.waitingForTrades() == 0) {
        next().ifPresent(this::round);
      }
    } catch (DataAccessException e) {
      LOG.warn("event=reconciliation_waits cause=\"{}\"", e.getMessage());
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        LOG.error("event=reconciliation_broken", e);
        stream.fail("a reconciliation broke: " + e.getMessage());
      }
    }
  }

  /** The instrument whose turn it is: urgent ones first, then the one that waits longest. */
  private Optional<LiveFeed> next() {
    long nanos = System.nanoTime();
    List<LiveFeed> due = new ArrayList<>();
    for (Map.Entry<InstrumentId, LiveFeed> entry : stream.feeds().entrySet()) {
      LiveFeed feed = entry.getValue();
      Optional<Instant> closed = feed.closedUpTo();
      if (closed.isEmpty()) {
        continue;
      }
      feed.feed().startedFrom().ifPresent(from -> reconciliation.beginAt(entry.getKey(), from));
      if (feed.takeRepairDue()) {
        urgent.add(entry.getKey());
      }
      if (urgent.contains(entry.getKey()) || isDue(feed, closed.get(), nanos)) {
        due.add(feed);
      }
    }
    return due.stream()
        .min(
            Comparator.<LiveFeed, Boolean>comparing(
                    feed -> !urgent.contains(feed.feed().instrument()))
                .thenComparing(
                    feed ->
                        reconciliation.doneUpTo(feed.feed().instrument()).orElse(Instant.EPOCH)));
  }

  private boolean isDue(LiveFeed feed, Instant closed, long nanos) {
    InstrumentId instrument = feed.feed().instrument();
    Long retry = retryNanos.get(instrument);
    if (retry != null) {
      return nanos - retry >= 0;
    }
    Instant told = Timeframe.M1.openOf(closed).minus(TradeRefetch.REST_LAG);
    return feed.repair().doubted(told).isPresent()
        || reconciliation
            .doneUpTo(instrument)
            .filter(done -> !done.plus(interval).isAfter(closed))
            .isPresent();
  }

  private void round(LiveFeed feed) {
    InstrumentId instrument = feed.feed().instrument();
    Optional<Instant> to = feed.closedUpTo().map(Timeframe.M1::openOf);
    if (to.isPresent()) {
      urgent.remove(instrument);
      retryNanos.remove(instrument);
      if (reconciliation.run(feed, to.get(), this::isStored) == Reconciliation.Outcome.AGAIN) {
        retryNanos.put(instrument, System.nanoTime() + PAUSES_TO_RETRY * pause.toNanos());
      }
    }
  }

  /** Whether all that was told is stored by now. */
  private boolean isStored() {
    try {
      store.written().get(STORE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      LOG.info("event=reconciliation_waits cause=\"the store is behind\"");
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
