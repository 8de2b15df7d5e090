package io.tidemark.kit.time;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Follows the clock of a replaying venue: asks it ten times a second and goes on at its speed in
 * between, never past its limit and never backwards.
 */
final class VenueClock implements SuiteClock {

  private static final Logger LOG = LoggerFactory.getLogger(VenueClock.class);
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** A machine on which a whole suite starts at once can be slow to answer. */
  private static final int FIRST_ATTEMPTS = 10;

  private final URI address;
  private final LongSupplier nanoTime;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("venue-clock").factory());

  private volatile Anchor anchor;
  private Instant latest;

  /**
   * @throws IllegalStateException if the venue does not tell its time
   */
  VenueClock(URI address, LongSupplier nanoTime) {
    this.address = address;
    this.nanoTime = nanoTime;
    try {
      anchor = askFirst();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the venue's clock at %s does not answer: %s; is it running, and is that its address?"
              .formatted(
                  address, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    }
    latest = anchor.venueTime;
    poller.scheduleWithFixedDelay(
        this::refresh, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized Instant instant() {
    Instant now = anchor.at(nanoTime.getAsLong());
    if (now.isAfter(latest)) {
      latest = now;
    }
    return latest;
  }

  @Override
  public Instant reached() {
    return anchor.venueTime;
  }

  @Override
  public void close() {
    poller.shutdownNow();
    http.close();
  }

  private void refresh() {
    try {
      anchor = ask();
    } catch (IOException | RuntimeException e) {
      LOG.debug("event=venue_clock_unreachable address={} cause={}", address, e.getMessage());
    }
  }

  /** Asks again a clock that is there and does not answer in time. */
  private Anchor askFirst() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask();
      } catch (HttpTimeoutException e) {
        if (attempt == FIRST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Anchor ask() throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      Reading reading = Json.mapper().readValue(answer.body(), Reading.class);
      return new Anchor(
          reading.venueTime,
          nanoTime.getAsLong(),
          reading.running ? reading.speed : 0,
          reading.limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (JacksonException e) {
      throw new IOException("not a clock: " + e.getOriginalMessage(), e);
    }
  }

  private record Reading(
      Instant venueTime, double speed, boolean running, @Nullable Instant limit) {}

  private record Anchor(Instant venueTime, long nanos, double speed, @Nullable Instant limit) {

    Instant at(long now) {
      Instant time = venueTime.plusNanos((long) ((now - nanos) * speed));
      return limit != null && time.isAfter(limit) ? limit : time;
    }
  }
}
