package io.tidemark.ingestor.feed;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins fetched and streamed trades of one instrument. From the moment the stream is live until the
 * trades before it are fetched, what the stream tells is held; then it follows, and repeats are
 * known by their ids. A connection that is lost meanwhile starts this over. Safe for use by several
 * threads.
 */
final class LiveFeed {

  /** Where the feed stands. */
  enum Phase {
    /** The stream is not live. */
    WAITING,
    /** What came before the stream is being fetched. */
    RECOVERING,
    /** Fetched and streamed trades are joined; events go through at once. */
    LIVE
  }

  /** A reader does not wait for a feed that waits for the store; it gets what was last known. */
  private static final long READER_PATIENCE_MILLIS = 20;

  private final InstrumentFeed feed;
  private final HeldEvents held;
  private final Duration grace;
  private final FeedLock lock = new FeedLock();
  private final FeedRepair repair;
  private final JoinDoubt doubt = new JoinDoubt();

  private volatile Phase phase = Phase.WAITING;
  private volatile boolean repairDue;
  private volatile FormingBars forming = FormingBars.NONE;
  private long connection;
  private long progressNanos;
  private @Nullable Instant heldTime;
  private @Nullable Instant recoveredFrom;
  private @Nullable Instant settledUpTo;

  /**
   * @param room for trades that are held while others are fetched
   * @param grace how late a trade may follow what the stream has passed
   */
  LiveFeed(InstrumentFeed feed, HeldEvents.Room room, Duration grace) {
    this.feed = feed;
    this.held = new HeldEvents(room);
    this.grace = grace;
    this.repair = new FeedRepair(feed, doubt, lock);
  }

  InstrumentFeed feed() {
    return feed;
  }

  /** What heals its bars afterwards. */
  FeedRepair repair() {
    return repair;
  }

  /** Whether fetched and streamed trades are joined; may be asked by any thread. */
  boolean isLive() {
    return phase == Phase.LIVE;
  }

  /**
   * Takes what the stream tells.
   *
   * @param streamTime what the stream had passed before; null for nothing
   */
  void onEvent(MarketEvent event, @Nullable Instant streamTime) {
    lock.run(
        () -> {
          if (streamTime != null) {
            pass(streamTime, event.observedAt());
          }
          if (phase == Phase.LIVE) {
            apply(event);
          } else {
            held.add(event);
          }
        });
  }

  /** The stream has passed this instant. */
  void onStreamTime(Instant streamTime, Instant observedAt) {
    lock.run(() -> pass(streamTime, observedAt));
  }

  private void pass(Instant streamTime, Instant observedAt) {
    if (phase == Phase.LIVE) {
      doubt.passed(streamTime);
      feed.onStreamTime(streamTime, observedAt);
    } else if (heldTime == null || streamTime.isAfter(heldTime)) {
      heldTime = streamTime;
    }
  }

  /** The suite's time stands in for the stream's. */
  void onQuietTime(Instant time, Instant observedAt) {
    lock.run(
        () -> {
          if (phase == Phase.LIVE) {
            doubt.passed(time);
            feed.onTime(time, observedAt);
          }
        });
  }

  /**
   * The stream is live.
   *
   * @param nanos of the machine's clock
   * @return the connection to recover for; empty if that is done or under way
   */
  Optional<Long> streamLive(long nanos) {
    return lock.ask(
        () -> {
          if (phase != Phase.WAITING) {
            return Optional.empty();
          }
          phase = Phase.RECOVERING;
          progressNanos = nanos;
          recoveredFrom = null;
          settledUpTo = null;
          return Optional.of(++connection);
        });
  }

  /** The stream is lost; what is held will be fetched. */
  void streamLost() {
    lock.run(
        () -> {
          if (phase != Phase.WAITING) {
            feed.metrics().reconnects.increment();
          }
          pause();
        });
  }

  /** Trades may have been missed since the last one, though the stream goes on. */
  Optional<Long> tradesInterrupted(long nanos) {
    return lock.ask(
        () -> {
          if (phase != Phase.LIVE) {
            return Optional.empty();
          }
          pause();
          feed.doubtSinceLastTrade();
          return streamLive(nanos);
        });
  }

  private void pause() {
    if (phase == Phase.LIVE) {
      feed.noteContinuous(grace);
    }
    phase = Phase.WAITING;
    doubt.lost();
    held.clear();
    heldTime = null;
  }

  /** Whether a connection still waits for its trades to be fetched. */
  boolean awaits(long forConnection) {
    return lock.ask(() -> isCurrent(forConnection));
  }

  /** When the first trade was made that is held; empty for none. */
  Optional<Instant> heldFrom() {
    return lock.ask(() -> held.firstTrade(null).map(MarketTrade::eventTime));
  }

  /**
   * Whether fetched trades reach back to what is known.
   *
   * @param trades oldest first, none between them missing
   * @param known no trade before it is missing
   */
  boolean isReachedBy(List<MarketTrade> trades, Instant known) {
    return lock.ask(
        () ->
            !trades.isEmpty()
                && (!trades.getFirst().eventTime().isAfter(known)
                    || trades.stream().anyMatch(feed::knows)));
  }

  /** Notes from when on trades are fetched, and what lies before and is not. */
  void recoverFrom(
      long forConnection, Instant from, @Nullable Instant missingFrom, Instant observedAt) {
    lock.run(
        () -> {
          if (!isCurrent(forConnection)) {
            return;
          }
          recoveredFrom = from;
          settledUpTo = missingFrom == null ? from : missingFrom;
          if (missingFrom != null && missingFrom.isBefore(from)) {
            gap(missingFrom, from, observedAt);
            feed.beginAgain(from);
          }
        });
  }

  /**
   * Applies fetched trades, and tells where some could not be read. If the feed went on without
   * them meanwhile they fill its hole.
   *
   * @param nanos of the machine's clock
   * @return whether the connection waits for more of them
   */
  boolean applyFetched(long forConnection, FetchedTrades fetched, long nanos, Instant now) {
    return lock.ask(
        () -> {
          if (!isCurrent(forConnection)) {
            fillHole(fetched, now);
            return false;
          }
          progressNanos = nanos;
          fetched.unreadable().ifPresent(span -> gap(span.from(), span.to(), now));
          for (MarketTrade trade : fetched.trades()) {
            if (!feed.knows(trade)) {
              feed.metrics().recovered.increment();
              feed.onFetchedTrade(trade);
            }
          }
          return true;
        });
  }

  private void fillHole(FetchedTrades fetched, Instant now) {
    if (phase == Phase.LIVE) {
      fetched.complete().ifPresent(span -> repair.refetched(fetched.trades(), span, now));
    }
  }

  /**
   * Lets held events follow the fetched trades, if these reach the first trade of the stream.
   *
   * @return whether that is settled
   */
  boolean join(long forConnection, Instant observedAt) {
    return lock.ask(
        () -> {
          if (!isCurrent(forConnection)) {
            return true;
          }
          boolean reached =
              held.firstTrade(recoveredFrom).map(feed::knows).orElse(true)
                  && held.lastLetGo(recoveredFrom).map(feed::knows).orElse(true);
          if (reached) {
            if (firstOfStream().isEmpty()) {
              doubt.raise(feed.lastTrade().orElse(recoveredFrom));
            }
            goLive(observedAt);
          }
          return reached;
        });
  }

  /** Lets held events follow although trades between may be missing; tells the bars so. */
  void joinWithGap(long forConnection, Instant now) {
    lock.run(
        () -> {
          if (isCurrent(forConnection)) {
            Instant until = firstOfStream().orElseGet(() -> heldTime == null ? now : heldTime);
            Instant from = feed.continuousTo().orElse(until);
            gap(from, from.isBefore(until) ? until : from.plusNanos(1), now);
            goLive(now);
          }
        });
  }

  /** A trade that was let go lies in the hole. */
  private Optional<Instant> firstOfStream() {
    return held.firstTrade(recoveredFrom)
        .map(MarketTrade::eventTime)
        .or(() -> held.lastLetGo(recoveredFrom).map(trade -> trade.eventTime().plusNanos(1)));
  }

  /**
   * Goes live with a known hole if fetching made no progress for long: other instruments have their
   * turn first, and this one's bars must not wait for it.
   *
   * @return whether it did
   */
  boolean joinIfKeptWaiting(long nanos, Duration patience, Instant now) {
    return lock.ask(
        () -> {
          boolean waited = phase == Phase.RECOVERING && nanos - progressNanos >= patience.toNanos();
          if (waited) {
            joinWithGap(connection, now);
          }
          return waited;
        });
  }

  /** Something of the stream could not be read that may have been a trade. */
  void tradeUnreadable(Instant now) {
    lock.run(
        () -> {
          if (phase == Phase.LIVE) {
            feed.noteContinuous(grace);
            Instant from = feed.continuousTo().orElse(now);
            Instant until = feed.lastEvent().orElse(from);
            gap(from, from.isBefore(until) ? until : from.plusNanos(1), now);
          }
        });
  }

  private void gap(Instant from, Instant to, Instant observedAt) {
    repairDue = true;
    feed.onGap(from, to, observedAt);
  }

  /** Whether there is a new hole to be healed; asking takes the mark away. */
  boolean takeRepairDue() {
    return lock.ask(
        () -> {
          boolean due = repairDue && phase == Phase.LIVE;
          if (due) {
            repairDue = false;
          }
          return due;
        });
  }

  /** What closes until then is closed; empty while the feed is not joined. */
  Optional<Instant> closedUpTo() {
    return lock.ask(() -> phase == Phase.LIVE ? feed.closedUpTo() : Optional.empty());
  }

  /**
   * The bar that forms; as it was a moment ago while the feed is busy.
   *
   * @return empty if nothing has traded in it
   * @throws IllegalArgumentException if the timeframe is not built
   */
  Optional<Bar> forming(Timeframe timeframe) {
    noteForming(READER_PATIENCE_MILLIS);
    return forming.of(timeframe);
  }

  /** Notes the bars that form, for readers that come while the feed is busy. */
  void noteForming(long patienceMillis) {
    lock.tryRun(() -> forming = feed.forming(forming), patienceMillis);
  }

  /** Stores from where to go on. */
  void checkpoint() {
    lock.run(feed::checkpoint);
  }

  private boolean isCurrent(long forConnection) {
    return phase == Phase.RECOVERING && connection == forConnection;
  }

  private void goLive(Instant observedAt) {
    phase = Phase.LIVE;
    held.release().stream().filter(event -> !isSettled(event)).forEach(this::apply);
    if (heldTime != null) {
      feed.onStreamTime(heldTime, observedAt);
      heldTime = null;
    }
  }

  /** While trades were fetched again and again they may have passed those that are held. */
  private boolean isSettled(MarketEvent event) {
    return event instanceof MarketTrade
        && settledUpTo != null
        && event.eventTime().isBefore(settledUpTo);
  }

  private void apply(MarketEvent event) {
    switch (event) {
      case MarketTrade trade -> {
        doubt.passed(trade.eventTime());
        feed.onTrade(trade);
      }
      case Ticker ticker -> feed.onTicker(ticker);
      case OrderBook book -> feed.onBook(book);
      case BarsClosed bars ->
          throw new IllegalArgumentException("a venue's stream tells no bars, was " + bars);
    }
  }
}
