package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
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
  private final Duration grace;
  private final Deque<MarketEvent> held = new ArrayDeque<>();

  private volatile Phase phase = Phase.WAITING;
  private volatile boolean repairDue;
  private long connection;
  private long progressNanos;
  private @Nullable Instant heldTime;
  private @Nullable Instant recoveredFrom;

  /**
   * @param heldLimit events that may be held while trades are fetched; then the stream waits
   * @param grace how late a trade may follow what the stream has passed
   */
  LiveFeed(InstrumentFeed feed, int heldLimit, Duration grace) {
    this.feed = feed;
    this.heldLimit = heldLimit;
    this.grace = grace;
  }

  InstrumentFeed feed() {
    return feed;
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
  synchronized void onEvent(MarketEvent event, @Nullable Instant streamTime) {
    while (phase == Phase.RECOVERING && held.size() >= heldLimit) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while trades are fetched", e);
      }
    }
    if (phase == Phase.LIVE) {
      if (streamTime != null) {
        feed.onStreamTime(streamTime, event.observedAt());
      }
      apply(event);
    } else {
      if (held.size() >= heldLimit) {
        // Not live yet, so what is fetched once it is will hold this trade too.
        held.removeFirst();
      }
      held.add(event);
      hold(streamTime);
    }
  }

  /** The stream has passed this instant. */
  synchronized void onStreamTime(Instant streamTime, Instant observedAt) {
    if (phase == Phase.LIVE) {
      feed.onStreamTime(streamTime, observedAt);
    } else {
      hold(streamTime);
    }
  }

  /** The suite's time stands in for the stream's. */
  synchronized void onQuietTime(Instant time, Instant observedAt) {
    if (phase == Phase.LIVE) {
      feed.onTime(time, observedAt);
    }
  }

  private void hold(@Nullable Instant streamTime) {
    if (streamTime != null && (heldTime == null || streamTime.isAfter(heldTime))) {
      heldTime = streamTime;
    }
  }

  /**
   * The stream is live.
   *
   * @param nanos of the machine's clock
   * @return the connection to recover for; empty if that is done or under way
   */
  synchronized Optional<Long> streamLive(long nanos) {
    if (phase != Phase.WAITING) {
      return Optional.empty();
    }
    phase = Phase.RECOVERING;
    progressNanos = nanos;
    return Optional.of(++connection);
  }

  /** The stream is lost; what is held will be fetched. */
  synchronized void streamLost() {
    if (phase != Phase.WAITING) {
      feed.metrics().reconnects.increment();
    }
    pause();
  }

  /** Trades may have been missed since the last one, though the stream goes on. */
  synchronized Optional<Long> tradesInterrupted(long nanos) {
    if (phase != Phase.LIVE) {
      return Optional.empty();
    }
    pause();
    feed.doubtSinceLastTrade();
    return streamLive(nanos);
  }

  private void pause() {
    if (phase == Phase.LIVE) {
      feed.noteContinuous(grace);
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
      gap(missingFrom, from, observedAt);
      feed.beginAgain(from);
    }
    return true;
  }

  /**
   * Applies fetched trades; false if the connection was lost meanwhile.
   *
   * @param nanos of the machine's clock
   */
  synchronized boolean applyFetched(long forConnection, List<MarketTrade> trades, long nanos) {
    if (!isCurrent(forConnection)) {
      return false;
    }
    progressNanos = nanos;
    for (MarketTrade trade : trades) {
      if (!feed.knows(trade)) {
        feed.metrics().recovered.increment();
        feed.onFetchedTrade(trade);
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
    Instant until =
        firstHeldTrade()
            .map(MarketTrade::eventTime)
            .orElseGet(() -> heldTime == null ? now : heldTime);
    Instant from = feed.continuousTo().orElse(until);
    gap(from, from.isBefore(until) ? until : from.plusNanos(1), now);
    goLive(now);
  }

  /**
   * Goes live with a known hole if fetching made no progress for long: other instruments have their
   * turn first, and this one's bars must not wait for it.
   *
   * @return whether it did
   */
  synchronized boolean joinIfKeptWaiting(long nanos, Duration patience, Instant now) {
    boolean waited = phase == Phase.RECOVERING && nanos - progressNanos >= patience.toNanos();
    if (waited) {
      joinWithGap(connection, now);
    }
    return waited;
  }

  /** Something of the stream could not be read that may have been a trade. */
  synchronized void tradeUnreadable(Instant now) {
    if (phase == Phase.LIVE) {
      feed.noteContinuous(grace);
      Instant from = feed.continuousTo().orElse(now);
      Instant until = feed.lastEvent().orElse(from);
      gap(from, from.isBefore(until) ? until : from.plusNanos(1), now);
    }
  }

  private void gap(Instant from, Instant to, Instant observedAt) {
    repairDue = true;
    feed.onGap(from, to, observedAt);
  }

  /** Whether there is a new hole to be healed; asking takes the mark away. */
  synchronized boolean takeRepairDue() {
    boolean due = repairDue && phase == Phase.LIVE;
    if (due) {
      repairDue = false;
    }
    return due;
  }

  /** What closes until then is closed; empty while the feed is not joined. */
  synchronized Optional<Instant> closedUpTo() {
    return phase == Phase.LIVE ? feed.closedUpTo() : Optional.empty();
  }

  /** From when on bars can be built again. */
  synchronized Optional<Instant> retainedFrom() {
    return feed.retainedFrom();
  }

  /** Where trades may be missing within a span. */
  synchronized List<Span> holesWithin(Span span) {
    return feed.holesWithin(span);
  }

  /**
   * Builds bars again from all trades of a span.
   *
   * @return the corrections that were told; empty if the span is not retained any more
   */
  synchronized Optional<List<BarsClosed>> refetched(
      List<MarketTrade> trades, Span span, Instant now) {
    boolean retained = feed.retainedFrom().filter(from -> !span.from().isBefore(from)).isPresent();
    return retained ? Optional.of(feed.onRefetched(trades, span, now)) : Optional.empty();
  }

  /** Tells another edition of a bar. */
  synchronized void replace(Bar edition, Instant now) {
    feed.replace(edition, now);
  }

  /** The bar that forms; empty if nothing has traded in it. */
  synchronized Optional<Bar> forming(Timeframe timeframe) {
    return feed.forming(timeframe);
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
      feed.onStreamTime(heldTime, observedAt);
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
