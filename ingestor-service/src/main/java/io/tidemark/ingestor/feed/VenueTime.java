package io.tidemark.ingestor.feed;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The venue's time, without asking for it again and again. Safe for use by several threads. */
final class VenueTime {

  private static final Logger LOG = LoggerFactory.getLogger(VenueTime.class);

  /** A replay's clock is read now and then: at 600 times it may be minutes behind. */
  private static final Duration LARGEST_CLOCK_DIFFERENCE = Duration.ofHours(1);

  private final ExchangeGateway gateway;
  private final SuiteClock clock;
  private volatile boolean suites;

  VenueTime(ExchangeGateway gateway, SuiteClock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /** Asks the venue, and finds whether the suite's clock tells the same. */
  Instant ask() {
    Instant now = gateway.serverTime();
    Duration difference = Duration.between(now, clock.instant()).abs();
    suites = difference.compareTo(LARGEST_CLOCK_DIFFERENCE) <= 0;
    if (!suites) {
      LOG.warn(
          "event=clock_differs venue_time={} difference={} action=\"set tidemark.clock to the venue's clock; until then bars close by the stream's time alone\"",
          now,
          difference);
    }
    return now;
  }

  /** Whether the suite's clock tells the venue's time. */
  boolean isSuites() {
    return suites;
  }

  /** The venue's time about now: the suite's where it is the same, else asked for. */
  Instant about() {
    return suites ? clock.instant() : gateway.serverTime();
  }
}
