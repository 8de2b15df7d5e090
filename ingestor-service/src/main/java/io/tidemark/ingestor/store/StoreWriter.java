package io.tidemark.ingestor.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores what the feeds give, in their order, on a thread of its own. An entry is written only
 * after Kafka acknowledged its message, so what is stored was published: after a crash the feeds
 * repeat rather than lose.
 *
 * <p>The queue is bounded, and so are the messages in flight: when it is full, {@link #append}
 * waits, and the stream with it. While the database is away a batch is tried again for ever; {@link
 * #trouble} tells. What the database can never take goes to quarantine and the rest is stored. A
 * message that Kafka refuses ends the writer: nothing after it is stored.
 */
public final class StoreWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

  private static final int LARGEST_BATCH = 5000;
  private static final long IDLE_MILLIS = 200;
  private static final long FULL_MILLIS = 500;
  private static final long FIRST_RETRY_MILLIS = 200;
  private static final long LONGEST_RETRY_MILLIS = 5_000;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private record Entry(
      Storable what,
      @Nullable CompletableFuture<?> acknowledged,
      @Nullable CompletableFuture<Void> written) {}

  private final MarketTables tables;
  private final TransactionTemplate transactions;
  private final BlockingQueue<Entry> queue;
  private final QuarantineLog quarantine;
  private final Counter refused;
  private final Consumer<Throwable> onEnd;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private volatile @Nullable String trouble;
  private volatile boolean ended;

  /**
   * @param capacity entries that may wait, above 0
   * @param quarantine where entries go that the database can never take
   * @param onEnd hears once why the writer ended, if it was not closed; called on the writer's
   *     thread
   */
  public StoreWriter(
      JdbcTemplate database,
      TransactionTemplate transactions,
      int capacity,
      MeterRegistry metrics,
      QuarantineLog quarantine,
      Consumer<Throwable> onEnd) {
    this.tables = new MarketTables(database);
    this.transactions = transactions;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.quarantine = quarantine;
    this.refused = metrics.counter("tidemark_store_refused_total");
    this.onEnd = onEnd;
    this.thread = Thread.ofPlatform().name("market-store").unstarted(this::run);
    Gauge.builder("tidemark_store_queue_depth", queue, BlockingQueue::size).register(metrics);
  }

  /** Begins to store. */
  public void start() {
    thread.start();
  }

  /**
   * Adds an entry; waits while the queue is full.
   *
   * @param acknowledged completes with Kafka's acknowledgement; null if nothing was published
   * @throws IllegalStateException if the writer has ended
   */
  public void append(Storable what, @Nullable CompletableFuture<?> acknowledged) {
    append(new Entry(what, acknowledged, null));
  }

  /** Completes once all that was appended before is stored; never if the writer ends before. */
  public CompletableFuture<Void> written() {
    CompletableFuture<Void> written = new CompletableFuture<>();
    append(new Entry(new Storable.Acknowledgement(), null, written));
    return written;
  }

  private void append(Entry entry) {
    try {
      do {
        if (ended) {
          throw new IllegalStateException("the store has ended; nothing more is taken");
        }
      } while (!queue.offer(entry, FULL_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the store", e);
    }
  }

  /** What keeps the store from writing; null while it writes. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Entries that wait. */
  public int depth() {
    return queue.size();
  }

  /** Writes what waits, for ten seconds at most, and ends. What is left is fetched again later. */
  @Override
  public void close() {
    closing.countDown();
    ended = thread.getState() == Thread.State.NEW;
    try {
      if (!ended && !thread.join(CLOSING)) {
        LOG.warn("event=store_closed_with_rest entries={}", queue.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended = true;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    List<Entry> batch = new ArrayList<>(LARGEST_BATCH);
    try {
      while (!isClosing() || !queue.isEmpty()) {
        Entry first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, LARGEST_BATCH - 1);
        awaitAcknowledged(batch);
        if (!store(batch.stream().map(Entry::what).toList())) {
          return;
        }
        batch.forEach(StoreWriter::tellWritten);
        batch.clear();
      }
    } catch (CompletionException e) {
      end("Kafka did not acknowledge a message", e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      LOG.error("event=store_broken entries={}", batch.size(), e);
      end("the writer failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }

  private void end(String why, Throwable cause) {
    trouble = why;
    ended = true;
    onEnd.accept(new IllegalStateException(why + ": " + cause.getMessage(), cause));
  }

  private static void tellWritten(Entry entry) {
    if (entry.written != null) {
      entry.written.complete(null);
    }
  }

  private static void awaitAcknowledged(List<Entry> batch) {
    for (Entry entry : batch) {
      if (entry.acknowledged != null) {
        entry.acknowledged.join();
      }
    }
  }

  /**
   * Whether the batch was written; false only when the writer closes while the database is away.
   */
  private boolean store(List<Storable> entries) throws InterruptedException {
    Batch batch = Batch.of(entries);
    long pause = FIRST_RETRY_MILLIS;
    while (true) {
      try {
        tables.prepare(batch);
        transactions.executeWithoutResult(status -> tables.write(batch));
        if (trouble != null) {
          LOG.info("event=store_recovered waiting={}", queue.size());
          trouble = null;
        }
        return true;
      } catch (DataAccessException | TransactionException e) {
        if (e instanceof DataIntegrityViolationException) {
          return storeParts(entries, e);
        }
        tables.forgetPartitions();
        trouble = "the database does not take market data: " + e.getMessage();
        LOG.warn(
            "event=store_failed waiting={} retry_ms={} cause=\"{}\"",
            queue.size(),
            pause,
            e.getMessage());
        if (closing.await(pause, TimeUnit.MILLISECONDS)) {
          return false;
        }
        pause = Math.min(2 * pause, LONGEST_RETRY_MILLIS);
      }
    }
  }

  /** Halves what holds something that can never be stored, down to that one entry. */
  private boolean storeParts(List<Storable> entries, RuntimeException refusal)
      throws InterruptedException {
    if (entries.size() == 1) {
      refused.increment();
      entries
          .getFirst()
          .invalid("it cannot be stored: " + refusal.getMessage())
          .ifPresentOrElse(
              quarantine::record,
              () -> LOG.error("event=store_refused entry={}", entries.getFirst(), refusal));
      return true;
    }
    int half = entries.size() / 2;
    return store(entries.subList(0, half)) && store(entries.subList(half, entries.size()));
  }
}
