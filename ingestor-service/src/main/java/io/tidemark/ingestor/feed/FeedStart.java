package io.tidemark.ingestor.feed;

import io.tidemark.exchange.VenueReadException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Starts the stream with the service and ends it before what it stands on. While the venue, the
 * database or Kafka is away it tries again with growing pauses, and the service serves what is
 * stored meanwhile. What no waiting helps against, such as a symbol that the venue does not list,
 * ends the service.
 */
final class FeedStart implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FeedStart.class);
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  /**
   * What the start does.
   *
   * @param attempt starts the stream, or throws
   * @param trouble hears why an attempt failed that will be made again
   * @param refusal hears why there will be none, after the service had started
   * @param stop ends the stream
   */
  record Steps(
      Runnable attempt, Consumer<String> trouble, Consumer<String> refusal, Runnable stop) {}

  private final Steps steps;
  private final Duration patience;
  private final CompletableFuture<Void> firstOutcome = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("feed-start").unstarted(this::run);
  private volatile boolean running;

  /**
   * @param patience how long {@link #start} waits for the first attempt
   */
  FeedStart(Steps steps, Duration patience) {
    this.steps = steps;
    this.patience = patience;
  }

  @Override
  public void start() {
    running = true;
    thread.start();
    try {
      firstOutcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (firstOutcome.complete(null)) {
        LOG.warn("event=start_without_venue detail=\"the first attempt is still under way\"");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      stop();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (!tried()) {
        if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there is nothing more to try. */
  private boolean tried() {
    try {
      steps.attempt.run();
      firstOutcome.complete(null);
      return true;
    } catch (VenueReadException | DataAccessException | KafkaException e) {
      LOG.warn(
          "event=stream_not_started cause=\"{}\" action=\"it is tried again; what is stored is served\"",
          e.getMessage());
      steps.trouble.accept(String.valueOf(e.getMessage()));
      firstOutcome.complete(null);
      return false;
    } catch (RuntimeException e) {
      if (stopping.getCount() > 0 && !firstOutcome.completeExceptionally(e)) {
        steps.refusal.accept(String.valueOf(e.getMessage()));
      }
      return true;
    }
  }

  @Override
  public void stop() {
    running = false;
    stopping.countDown();
    thread.interrupt();
    steps.stop.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
