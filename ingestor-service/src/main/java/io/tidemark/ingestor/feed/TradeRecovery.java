package io.tidemark.ingestor.feed;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches by REST the trades between the last one known and the stream, once the stream is live.
 * They reach the stream when they hold its first trade. A venue's REST may lag behind its stream,
 * so it is asked again a few times; then the span between is told as a hole.
 */
final class TradeRecovery {

  /**
   * How far back and how patiently.
   *
   * @param lookback a cold feed begins at the open of its longest bar that is not longer than this
   * @param longestOutage trades further back are left to the backfiller, and the bars know
   * @param attempts how often a failing or lagging venue is asked, above 0
   * @param pause between attempts
   */
  record Bounds(Duration lookback, Duration longestOutage, int attempts, Duration pause) {}

  private static final Logger LOG = LoggerFactory.getLogger(TradeRecovery.class);

  /** Venues round a trade's time differently on REST and stream; repeats are known by their ids. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  private final ExchangeGateway gateway;
  private final Collection<Timeframe> timeframes;
  private final Bounds bounds;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  TradeRecovery(
      ExchangeGateway gateway,
      Collection<Timeframe> timeframes,
      Bounds bounds,
      InstantSource clock) {
    this.gateway = gateway;
    this.timeframes = timeframes;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** Where a feed without a past begins. */
  Instant coldStart() {
    Instant now = gateway.serverTime();
    return timeframes.stream()
        .filter(timeframe -> timeframe.nominalLength().compareTo(bounds.lookback) <= 0)
        .map(timeframe -> timeframe.openOf(now))
        .min(Instant::compareTo)
        .orElseGet(() -> Timeframe.M1.openOf(now));
  }

  /** Ends what waits; called once. */
  void close() {
    closing.countDown();
  }

  /**
   * Brings the feed to its stream.
   *
   * @param coldStart from where to fetch if the feed has no past
   */
  void run(LiveFeed feed, long connection, Instant coldStart) {
    InstrumentId instrument = feed.feed().instrument();
    Optional<Instant> progress = Optional.empty();
    for (int attempt = 1; attempt <= bounds.attempts; attempt++) {
      try {
        Instant from =
            progress.isPresent() ? known(feed, coldStart) : begin(feed, connection, coldStart);
        progress = Optional.of(from);
        if (fetch(feed, connection, from)) {
          return;
        }
        LOG.info("event=recovery_lags instrument={} attempt={}", instrument, attempt);
      } catch (VenueReadException e) {
        LOG.warn(
            "event=recovery_failed instrument={} attempt={} cause=\"{}\"",
            instrument,
            attempt,
            e.getMessage());
      }
      if (isClosedAfter(bounds.pause)) {
        return;
      }
    }
    LOG.warn(
        "event=stream_gap instrument={} detail=\"the venue's REST does not reach the stream\"",
        instrument);
    feed.joinWithGap(connection, clock.instant());
  }

  /** Finds where to begin, and tells what lies too far back as a hole. */
  private Instant begin(LiveFeed feed, long connection, Instant coldStart) {
    Instant known = known(feed, coldStart);
    Instant oldest = gateway.serverTime().minus(bounds.longestOutage);
    if (!known.isBefore(oldest)) {
      feed.recoverFrom(connection, known, null, clock.instant());
      return known;
    }
    Instant from = coldStart();
    LOG.warn(
        "event=outage_too_long instrument={} from={} to={} detail=\"left to the backfiller\"",
        feed.feed().instrument(),
        known,
        from);
    feed.recoverFrom(connection, from, known, clock.instant());
    return from;
  }

  private static Instant known(LiveFeed feed, Instant coldStart) {
    return feed.feed().lastTrade().map(last -> last.minus(ROUNDING)).orElse(coldStart);
  }

  /** Whether the feed has gone live, or need not any more. */
  private boolean fetch(LiveFeed feed, long connection, Instant from) {
    TradeCursor cursor = TradeCursor.at(from);
    boolean more = true;
    while (more) {
      if (closing.getCount() == 0) {
        return true;
      }
      TradePage page = gateway.trades(feed.feed().instrument(), cursor);
      if (!feed.applyFetched(connection, page.trades())) {
        return true;
      }
      cursor = page.next();
      more = page.more();
    }
    return feed.join(connection, clock.instant());
  }

  private boolean isClosedAfter(Duration pause) {
    try {
      return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
