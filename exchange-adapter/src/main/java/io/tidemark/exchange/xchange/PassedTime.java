package io.tidemark.exchange.xchange;

import io.tidemark.exchange.stream.VenueOffset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a venue's clock has come, as a machine can tell whose own clock may be wrong: the venue
 * is asked its time each minute. Thread-safe.
 */
final class PassedTime {

  private static final Logger LOG = LoggerFactory.getLogger(PassedTime.class);

  /** How long a message may take, and how coarse a venue may tell its time. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration ASK_EVERY = Duration.ofMinutes(1);

  private final Supplier<Instant> venueTime;
  private final VenueOffset offset;
  private final InstantSource clock;
  private final Duration tolerance;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Instant askedAt = Instant.MIN;

  /**
   * @param venueTime asks the venue; may take long, and may throw
   * @param tolerance how far ahead of the venue's clock data may be dated
   */
  PassedTime(Supplier<Instant> venueTime, InstantSource clock, Duration tolerance) {
    this.venueTime = venueTime;
    this.clock = clock;
    this.tolerance = tolerance;
    offset = new VenueOffset();
  }

  /** The venue's time that has certainly passed at an instant of ours. */
  Instant at(Instant ours) {
    return ours.plus(offset.atLeast()).minus(MARGIN);
  }

  /** The latest that data can be dated now. */
  Instant latest() {
    Duration ahead = offset.atLeast();
    Instant now = clock.instant();
    return (ahead.isPositive() ? now.plus(ahead) : now).plus(tolerance);
  }

  /** Asks the venue beside the caller, if that is due. */
  void refresh() {
    Instant now = clock.instant();
    if (now.isAfter(askedAt.equals(Instant.MIN) ? Instant.MIN : askedAt.plus(ASK_EVERY))
        && asking.compareAndSet(false, true)) {
      askedAt = now;
      Thread.ofVirtual().name("xchange-time").start(this::ask);
    }
  }

  private void ask() {
    try {
      Instant told = venueTime.get();
      offset.told(told, clock.instant());
    } catch (RuntimeException e) {
      LOG.info("event=venue_time_not_told cause=\"{}\"", e.getMessage());
    } finally {
      asking.set(false);
    }
  }
}
