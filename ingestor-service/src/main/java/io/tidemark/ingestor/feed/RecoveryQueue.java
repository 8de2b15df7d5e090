package io.tidemark.ingestor.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has the feeds brought to their streams one after the other, within the venue's rate limit. One
 * whose venue lags or fails goes to the end, so it holds up no other.
 */
final class RecoveryQueue implements AutoCloseable {

  private final TradeRecovery recovery;
  private final Supplier<Instant> venueTime;
  private final Consumer<Runnable> guard;
  private final AtomicInteger pending = new AtomicInteger();
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
    submit(feed, connection, coldStart, 1, Duration.ZERO);
  }

  /** How many feeds wait for their trades. */
  int pending() {
    return pending.get();
  }

  private void submit(
      LiveFeed feed, long connection, Instant coldStart, int attempt, Duration pause) {
    try {
      var _ =
          thread.schedule(
              () -> guard.accept(() -> run(feed, connection, coldStart, attempt)),
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: the next start fetches what is missing.
      pending.decrementAndGet();
    }
  }

  private void run(LiveFeed feed, long connection, Instant coldStart, int attempt) {
    TradeRecovery.Outcome outcome = recovery.attempt(feed, connection, venueTime.get(), coldStart);
    switch (outcome) {
      case SETTLED -> pending.decrementAndGet();
      case AGAIN -> {
        if (attempt < recovery.bounds().attempts()) {
          submit(feed, connection, coldStart, attempt + 1, recovery.bounds().pause());
        } else {
          recovery.giveUp(feed, connection);
          pending.decrementAndGet();
        }
      }
    }
  }

  @Override
  public void close() {
    recovery.close();
    thread.shutdownNow();
  }
}
