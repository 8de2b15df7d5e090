package io.tidemark.ingestor.feed;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches by REST the trades between the last one known and the stream, once the stream is live.
 * They reach the stream when they hold its first trade. A venue's REST may lag behind its stream,
 * so it is asked again a few times; then the span between is told as a hole. So is what a venue
 * does not tell any more: of its latest trades, what lies before the oldest; of one that tells no
 * past trades, all.
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

  /** What became of an attempt. */
  enum Outcome {
    /** The feed is live, or its connection was lost: there is nothing more to do. */
    SETTLED,
    /** The venue failed, or does not reach the stream yet. */
    AGAIN
  }

  private static final Logger LOG = LoggerFactory.getLogger(TradeRecovery.class);

  /** Venues round a trade's time differently on REST and stream; repeats are known by their ids. */
  static final Duration ROUNDING = Duration.ofMillis(1);

  /** A venue that tells its latest trades only tells them whatever is asked for. */
  static final TradeCursor ALL_THERE_IS = TradeCursor.at(Instant.EPOCH);

  private final ExchangeGateway gateway;
  private final Collection<Timeframe> timeframes;
  private final Bounds bounds;
  private final DataChecks checks;
  private final Consumer<InvalidData> quarantine;
  private final InstantSource clock;
  private volatile boolean closed;

  TradeRecovery(
      ExchangeGateway gateway,
      Collection<Timeframe> timeframes,
      Bounds bounds,
      DataChecks checks,
      Consumer<InvalidData> quarantine,
      InstantSource clock) {
    this.gateway = gateway;
    this.timeframes = timeframes;
    this.bounds = bounds;
    this.checks = checks;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  Bounds bounds() {
    return bounds;
  }

  /**
   * Where a feed without a past begins.
   *
   * @param now the venue's time
   */
  Instant coldStart(Instant now) {
    return timeframes.stream()
        .filter(timeframe -> timeframe.nominalLength().compareTo(bounds.lookback) <= 0)
        .map(timeframe -> timeframe.openOf(now))
        .min(Instant::compareTo)
        .orElseGet(() -> Timeframe.M1.openOf(now));
  }

  /** Ends what goes on page by page. */
  void close() {
    closed = true;
  }

  /**
   * Tries once to bring the feed to its stream.
   *
   * @param venueTime about now; trades further back than the longest outage are not fetched
   * @param coldStart from where to fetch if the feed has no past
   */
  Outcome attempt(LiveFeed feed, long connection, Instant venueTime, Instant coldStart) {
    InstrumentId instrument = feed.feed().instrument();
    try {
      if (recover(feed, connection, venueTime, coldStart)) {
        return Outcome.SETTLED;
      }
      LOG.info("event=recovery_lags instrument={}", instrument);
    } catch (VenueReadException e) {
      LOG.warn("event=recovery_failed instrument={} cause=\"{}\"", instrument, e.getMessage());
    }
    return Outcome.AGAIN;
  }

  /** All attempts are spent: the feed goes on with a hole. */
  void giveUp(LiveFeed feed, long connection) {
    LOG.warn(
        "event=stream_gap instrument={} detail=\"the venue's REST does not reach the stream\"",
        feed.feed().instrument());
    feed.joinWithGap(connection, clock.instant());
  }

  /** Whether the feed has gone live, or need not any more. */
  private boolean recover(LiveFeed feed, long connection, Instant venueTime, Instant coldStart) {
    return switch (gateway.capabilities().tradeHistory()) {
      case FULL -> fetchAll(feed, connection, begin(feed, connection, venueTime, coldStart));
      case RECENT -> fetchLatest(feed, connection, known(feed, coldStart));
      case NONE -> {
        feed.joinWithGap(connection, clock.instant());
        yield true;
      }
    };
  }

  private static Instant known(LiveFeed feed, Instant coldStart) {
    Instant continuous = feed.feed().continuousTo().orElse(coldStart);
    return feed.feed().lastTrade().orElse(continuous).minus(ROUNDING);
  }

  /** Finds where to begin, and tells what lies too far back as a hole. */
  private Instant begin(LiveFeed feed, long connection, Instant venueTime, Instant coldStart) {
    // What is held is not missing, however long this feed waited for its turn.
    Instant streamed = feed.heldFrom().filter(held -> held.isBefore(venueTime)).orElse(venueTime);
    Instant oldest = streamed.minus(bounds.longestOutage);
    Optional<Instant> lastTrade = feed.feed().lastTrade().map(last -> last.minus(ROUNDING));
    Instant continuous = feed.feed().continuousTo().map(to -> to.minus(ROUNDING)).orElse(coldStart);
    Instant known = lastTrade.filter(last -> !last.isBefore(oldest)).orElse(continuous);
    if (!known.isBefore(oldest)) {
      feed.recoverFrom(connection, known, null, clock.instant());
      return known;
    }
    Instant from = coldStart(venueTime);
    LOG.warn(
        "event=outage_too_long instrument={} from={} to={} detail=\"left to the backfiller\"",
        feed.feed().instrument(),
        known,
        from);
    feed.recoverFrom(connection, from, known, clock.instant());
    return from;
  }

  private boolean fetchAll(LiveFeed feed, long connection, Instant from) {
    TradeCursor cursor = TradeCursor.at(from);
    boolean more = true;
    while (more) {
      if (closed) {
        return true;
      }
      TradePage page = gateway.trades(feed.feed().instrument(), cursor);
      FetchedTrades fetched = sound(page, cursor.from().plusNanos(1));
      if (!feed.applyFetched(connection, fetched, System.nanoTime(), clock.instant())) {
        return true;
      }
      cursor = page.next();
      more = page.more();
    }
    return feed.join(connection, clock.instant());
  }

  /** Of a venue that tells its latest trades only it is not known what came before them. */
  private boolean fetchLatest(LiveFeed feed, long connection, Instant known) {
    InstrumentId instrument = feed.feed().instrument();
    FetchedTrades latest = sound(gateway.trades(instrument, ALL_THERE_IS), known);
    if (latest.trades().isEmpty()) {
      return false;
    }
    Instant oldest = latest.trades().getFirst().eventTime();
    boolean reached = feed.isReachedBy(latest.trades(), known);
    if (!reached) {
      LOG.warn(
          "event=latest_trades_too_few instrument={} known_to={} oldest_told={} detail=\"what was traded between is a hole\"",
          instrument,
          known,
          oldest);
    }
    // Of the oldest instant, earlier trades may have been left out.
    Instant from = reached ? known : oldest.plusNanos(1);
    feed.recoverFrom(connection, from, reached ? null : known, clock.instant());
    FetchedTrades wanted = latest.since(reached ? known : oldest);
    return !feed.applyFetched(connection, wanted, System.nanoTime(), clock.instant())
        || feed.join(connection, clock.instant());
  }

  /**
   * What of a page can be true; the rest goes into quarantine.
   *
   * @param from where the page begins
   */
  FetchedTrades sound(TradePage page, Instant from) {
    page.invalid().forEach(quarantine);
    List<MarketTrade> sound = new ArrayList<>(page.trades().size());
    Instant refusedAt = page.invalid().isEmpty() ? null : page.invalid().getLast().observedAt();
    for (MarketTrade trade : page.trades()) {
      Optional<InvalidData> fault = checks.check(trade);
      if (fault.isEmpty()) {
        sound.add(trade);
      } else {
        refusedAt = trade.observedAt();
        quarantine.accept(fault.get());
      }
    }
    return new FetchedTrades(sound, from, refusedAt == null ? null : end(page, sound, refusedAt));
  }

  /** Trades that cannot be read lie anywhere in their page. */
  private static Instant end(TradePage page, List<MarketTrade> sound, Instant refusedAt) {
    if (!page.more()) {
      return sound.isEmpty() || refusedAt.isAfter(sound.getLast().eventTime())
          ? refusedAt
          : sound.getLast().eventTime().plusNanos(1);
    }
    return sound.isEmpty()
        ? page.next().from().plusNanos(1)
        : sound.getLast().eventTime().plusNanos(1);
  }
}
