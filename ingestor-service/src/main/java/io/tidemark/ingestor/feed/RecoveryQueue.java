package io.tidemark.ingestor.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the feeds brought to their streams one after the other, within the venue's rate limit, those
 * first that miss the least. One whose venue lags or fails goes to the end, so it holds up no
 * other; one that waits no more is passed over, and its hole is left to the reconciliation.
 */
final class RecoveryQueue implements AutoCloseable {

  /** An attempt at one feed; up to {@code knownTo} it misses nothing. */
  private record Turn(
      LiveFeed feed, long connection, Instant coldStart, int attempt, Instant knownTo) {

    Turn again() {
      return new Turn(feed, connection, coldStart, attempt + 1, knownTo);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryQueue.class);
  private static final int FIRST_SIZE = 16;

  private final TradeRecovery recovery;
  private final Supplier<Instant> venueTime;
  private final Consumer<Runnable> guard;
  private final AtomicInteger pending = new AtomicInteger();
  private final PriorityBlockingQueue<Turn> ready =
      new PriorityBlockingQueue<>(
          FIRST_SIZE,
          Comparator.comparingInt(Turn::attempt)
              .thenComparing(Turn::knownTo, Comparator.reverseOrder()));
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("trade-recovery").factory());

  /**
   * @param venueTime about now
   * @param guard runs each step and sees to what breaks
   */
  RecoveryQueue(TradeRecovery recovery, Supplier<Instant> venueTime, Consumer<Runnable> guard) {
    this.recovery = recovery;
    this.venueTime = venueTime;
    this.guard = guard;
  }

  /**
   * Adds a feed.
   *
   * @param coldStart from where to fetch if it has no past
   */
  void add(LiveFeed feed, long connection, Instant coldStart) {
    pending.incrementAndGet();
    Instant knownTo = feed.feed().continuousTo().orElse(coldStart);
    Turn turn = new Turn(feed, connection, coldStart, 1, knownTo);
    ready.add(turn);
    schedule(this::next, Duration.ZERO);
  }

  /** Asks the venue something else between two turns. */
  void beside(Runnable question) {
    try {
      thread.execute(() -> guard.accept(question));
    } catch (RejectedExecutionException e) {
      LOG.debug("event=question_dropped detail=\"the service ends\"");
    }
  }

  /** How many feeds wait for their trades. */
  int pending() {
    return pending.get();
  }

  private void schedule(Runnable step, Duration pause) {
    try {
      var _ = thread.schedule(() -> guard.accept(step), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: the next start fetches what is missing.
      pending.decrementAndGet();
    }
  }

  /** Each turn that is added schedules one step, which takes whichever turn comes first. */
  private void next() {
    Turn turn = ready.poll();
    if (turn == null) {
      return;
    }
    if (!turn.feed.awaits(turn.connection)) {
      pending.decrementAndGet();
      return;
    }
    switch (recovery.attempt(turn.feed, turn.connection, venueTime.get(), turn.coldStart)) {
      case SETTLED -> pending.decrementAndGet();
      case AGAIN -> again(turn);
    }
  }

  private void again(Turn turn) {
    if (turn.attempt < recovery.bounds().attempts()) {
      schedule(
          () -> {
            ready.add(turn.again());
            next();
          },
          recovery.bounds().pause());
    } else {
      recovery.giveUp(turn.feed, turn.connection);
      pending.decrementAndGet();
    }
  }

  @Override
  public void close() {
    recovery.close();
    thread.shutdownNow();
  }
}
