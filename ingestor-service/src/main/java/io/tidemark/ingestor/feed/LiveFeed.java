package io.tidemark.ingestor.feed;

import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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

  private final InstrumentFeed feed;
  private final int heldLimit;
  private final Deque<MarketEvent> held = new ArrayDeque<>();

  private volatile Phase phase = Phase.WAITING;
  private long connection;
  private @Nullable Instant heldTime;
  private @Nullable Instant recoveredFrom;

  /**
   * @param heldLimit events that may be held while trades are fetched; then the stream waits
   */
  LiveFeed(InstrumentFeed feed, int heldLimit) {
    this.feed = feed;
    this.heldLimit = heldLimit;
  }

  InstrumentFeed feed() {
    return feed;
  }

  /** Whether fetched and streamed trades are joined; may be asked by any thread. */
  boolean isLive() {
    return phase == Phase.LIVE;
  }

  /** Takes what the stream tells. */
  synchronized void onEvent(MarketEvent event) {
    while (phase == Phase.RECOVERING && held.size() >= heldLimit) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while trades are fetched", e);
      }
    }
    if (phase == Phase.LIVE) {
      apply(event);
    } else {
      if (held.size() >= heldLimit) {
        // Not live yet, so what is fetched once it is will hold this trade too.
        held.removeFirst();
      }
      held.add(event);
    }
  }

  /** The stream has passed this instant. */
  synchronized void onTime(Instant streamTime, Instant observedAt) {
    if (phase == Phase.LIVE) {
      feed.onTime(streamTime, observedAt);
    } else if (heldTime == null || streamTime.isAfter(heldTime)) {
      heldTime = streamTime;
    }
  }

  /**
   * The stream is live.
   *
   * @return the connection to recover for; empty if that is done or under way
   */
  synchronized Optional<Long> streamLive() {
    if (phase != Phase.WAITING) {
      return Optional.empty();
    }
    phase = Phase.RECOVERING;
    return Optional.of(++connection);
  }

  /** The stream is lost; what is held will be fetched. */
  synchronized void streamLost() {
    if (phase != Phase.WAITING) {
      feed.metrics().reconnects.increment();
    }
    phase = Phase.WAITING;
    held.clear();
    heldTime = null;
    notifyAll();
  }

  /** Notes from when on trades are fetched, and what lies before and is not. */
  synchronized boolean recoverFrom(
      long forConnection, Instant from, @Nullable Instant missingFrom, Instant observedAt) {
    if (!isCurrent(forConnection)) {
      return false;
    }
    recoveredFrom = from;
    if (missingFrom != null && missingFrom.isBefore(from)) {
      feed.onGap(missingFrom, from, observedAt);
    }
    return true;
  }

  /** Applies fetched trades; false if the connection was lost meanwhile. */
  synchronized boolean applyFetched(long forConnection, List<MarketTrade> trades) {
    if (!isCurrent(forConnection)) {
      return false;
    }
    for (MarketTrade trade : trades) {
      if (!feed.knows(trade)) {
        feed.metrics().recovered.increment();
        feed.onTrade(trade);
      }
    }
    return true;
  }

  /**
   * Lets held events follow the fetched trades, if these reach the first trade of the stream.
   *
   * @return whether that is settled
   */
  synchronized boolean join(long forConnection, Instant observedAt) {
    if (!isCurrent(forConnection)) {
      return true;
    }
    boolean reached = firstHeldTrade().map(feed::knows).orElse(true);
    if (reached) {
      goLive(observedAt);
    }
    return reached;
  }

  /** Lets held events follow although trades between may be missing; tells the bars so. */
  synchronized void joinWithGap(long forConnection, Instant now) {
    if (!isCurrent(forConnection)) {
      return;
    }
    Instant until = firstHeldTrade().map(MarketTrade::eventTime).orElse(now);
    Instant from = feed.lastTrade().orElse(recoveredFrom == null ? until : recoveredFrom);
    feed.onGap(from, from.isBefore(until) ? until : from.plusNanos(1), now);
    goLive(now);
  }

  /** Stores from where to go on. */
  synchronized void checkpoint() {
    feed.checkpoint();
  }

  private boolean isCurrent(long forConnection) {
    return phase == Phase.RECOVERING && connection == forConnection;
  }

  /** A venue may begin its stream with trades from before what is fetched; these do not count. */
  private Optional<MarketTrade> firstHeldTrade() {
    return held.stream()
        .filter(MarketTrade.class::isInstance)
        .map(MarketTrade.class::cast)
        .filter(trade -> recoveredFrom == null || !trade.eventTime().isBefore(recoveredFrom))
        .findFirst();
  }

  private void goLive(Instant observedAt) {
    phase = Phase.LIVE;
    held.forEach(this::apply);
    held.clear();
    if (heldTime != null) {
      feed.onTime(heldTime, observedAt);
      heldTime = null;
    }
    notifyAll();
  }

  private void apply(MarketEvent event) {
    switch (event) {
      case MarketTrade trade -> feed.onTrade(trade);
      case Ticker ticker -> feed.onTicker(ticker);
      case OrderBook book -> feed.onBook(book);
      case BarsClosed bars ->
          throw new IllegalArgumentException("a venue's stream tells no bars, was " + bars);
    }
  }
}
