package io.tidemark.ingestor.feed;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's time, without asking for it again and again: the suite's clock, and how far the
 * venue's is from it, as measured now and then. A replay's clock follows the venue's own. Safe for
 * use by several threads.
 */
final class VenueTime implements InstantSource {

  private static final Logger LOG = LoggerFactory.getLogger(VenueTime.class);

  /** A venue that is further away trades in another time than the suite's. */
  private static final Duration LARGEST_CLOCK_DIFFERENCE = Duration.ofHours(1);

  private static final Duration WORTH_A_WARNING = Duration.ofSeconds(1);

  private final ExchangeGateway gateway;
  private final SuiteClock clock;
  private final boolean followed;
  private volatile Duration offset = Duration.ZERO;
  private volatile boolean suites;

  /**
   * @param followed whether the suite's clock is the venue's: it is read now and then, so that at
   *     high speed it may be minutes behind, and a difference says nothing
   */
  VenueTime(ExchangeGateway gateway, SuiteClock clock, boolean followed) {
    this.gateway = gateway;
    this.clock = clock;
    this.followed = followed;
  }

  /** Asks the venue, and finds how far the suite's clock is from its. */
  Instant ask() {
    Instant before = clock.instant();
    Instant told = gateway.serverTime();
    Instant after = clock.instant();
    // By the later reading, so that the venue's time is never taken to be further than it is.
    Duration least = Duration.between(after, told);
    suites = least.abs().compareTo(LARGEST_CLOCK_DIFFERENCE) <= 0;
    offset = suites && !followed ? least : Duration.ZERO;
    if (!suites) {
      LOG.warn(
          "event=clock_differs venue_time={} difference={} action=\"set tidemark.clock to the venue's clock; until then bars close by the stream's time alone\"",
          told,
          least);
    } else if (!followed && differs(before, told, least)) {
      LOG.warn(
          "event=clock_differs venue_time={} difference={} action=\"it is reckoned with; set the machine's clock\"",
          told,
          least);
    }
    return told;
  }

  /** A venue that tells whole seconds may be a second further. */
  private static boolean differs(Instant before, Instant told, Duration least) {
    Instant latest = told.getNano() == 0 ? told.plusSeconds(1) : told;
    Duration most = Duration.between(before, latest);
    return least.compareTo(WORTH_A_WARNING) > 0 || most.compareTo(WORTH_A_WARNING.negated()) < 0;
  }

  /** Measures again; what was known holds if the venue does not answer. */
  void refresh() {
    try {
      ask();
    } catch (VenueReadException e) {
      LOG.info("event=venue_time_not_told cause=\"{}\"", e.getMessage());
    }
  }

  /** Whether the venue trades in the suite's time. */
  boolean isSuites() {
    return suites;
  }

  /** The suite's clock, put right by what was measured. */
  @Override
  public Instant instant() {
    return clock.instant().plus(offset);
  }

  /** How far the venue's clock is from the suite's, at least. */
  Duration offset() {
    return offset;
  }

  /** The venue's time about now: as reckoned where that is known, else asked for. */
  Instant about() {
    return suites ? instant() : gateway.serverTime();
  }
}
