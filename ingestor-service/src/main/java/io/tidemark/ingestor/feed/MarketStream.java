package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's subscription: hands each instrument's events to its feed, has what was missed
 * fetched whenever the stream becomes live, and closes bars by the suite's clock while the stream
 * is quiet.
 */
public final class MarketStream implements MarketListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MarketStream.class);
  private static final Duration TICK = Duration.ofMillis(250);

  /** A replay's clock is read now and then: at 600 times it may be minutes behind. */
  private static final Duration LARGEST_CLOCK_DIFFERENCE = Duration.ofHours(1);

  private final ExchangeGateway gateway;
  private final TradeRecovery recovery;
  private final StoreWriter store;
  private final SuiteClock clock;
  private final MeterRegistry metrics;
  private final Duration quietMargin;
  private final PastReadings readings;
  private final Consumer<String> onFailure;
  private final Map<InstrumentId, LiveFeed> feeds = new TreeMap<>();
  private final ExecutorService recoveries =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("trade-recovery").factory());
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("stream-tick").factory());

  private volatile @Nullable MarketSubscription subscription;
  private volatile StreamState state = StreamState.CONNECTING;
  private volatile String detail = "not started";
  private volatile @Nullable String failure;
  private volatile boolean closing;
  private volatile boolean clockFollowsVenue;
  private volatile long heardNanos = System.nanoTime();
  private Instant coldStart = Instant.EPOCH;

  /**
   * @param onFailure hears once, with what the operator does, when the stream cannot go on
   */
  MarketStream(
      ExchangeGateway gateway,
      TradeRecovery recovery,
      StoreWriter store,
      SuiteClock clock,
      MeterRegistry metrics,
      Duration quietMargin,
      Consumer<String> onFailure) {
    this.gateway = gateway;
    this.recovery = recovery;
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
    this.quietMargin = quietMargin;
    this.readings = new PastReadings(quietMargin);
    this.onFailure = onFailure;
  }

  /** Opens the feeds and subscribes. */
  void start(List<InstrumentId> instruments, FeedOpener opener, PublishedBars published) {
    coldStart = recovery.coldStart();
    for (InstrumentId instrument : instruments) {
      LiveFeed feed = opener.open(instrument, published, coldStart);
      feeds.put(instrument, feed);
      Gauge.builder("tidemark_stream_age_seconds", feed, this::ageOf)
          .tags(
              Tags.of("exchange", instrument.exchange(), "symbol", instrument.symbol().toString()))
          .register(metrics);
    }
    clockFollowsVenue = clockFollowsVenue();
    subscription = gateway.subscribeMarket(MarketRequest.of(instruments), this);
    ticker.scheduleWithFixedDelay(
        this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean clockFollowsVenue() {
    Instant venueTime = gateway.serverTime();
    Duration difference = Duration.between(venueTime, clock.instant()).abs();
    boolean follows = difference.compareTo(LARGEST_CLOCK_DIFFERENCE) <= 0;
    if (!follows) {
      LOG.warn(
          "event=clock_differs venue_time={} difference={} action=\"set tidemark.clock to the venue's clock; until then bars close by the stream's time alone\"",
          venueTime,
          difference);
    }
    return follows;
  }

  @Override
  public void onTrade(MarketTrade trade) {
    hand(trade);
  }

  @Override
  public void onTicker(Ticker event) {
    hand(event);
  }

  @Override
  public void onOrderBook(OrderBook book) {
    hand(book);
  }

  /** Not asked for: bars are built from trades. */
  @Override
  public void onCandle(VenueCandle candle) {}

  @Override
  public void onInvalid(InvalidData invalid) {
    LOG.warn(
        "event=invalid_data instrument={} channel={} fault={} detail=\"{}\"",
        invalid.instrument(),
        invalid.channel(),
        invalid.fault(),
        invalid.detail());
  }

  @Override
  public void onStreamTime(Instant venueTime) {
    heardNanos = System.nanoTime();
    guarded(() -> passTime(venueTime));
  }

  @Override
  public void onStreamChange(StreamChange change) {
    LOG.info(
        "event=stream_change state={} instrument={} detail=\"{}\"",
        change.state(),
        change.instrument(),
        change.detail());
    InstrumentId instrument = change.instrument();
    LiveFeed feed = instrument == null ? null : feeds.get(instrument);
    if (instrument == null) {
      guarded(() -> take(change));
    } else if (feed != null) {
      guarded(() -> take(change.state(), feed));
    }
  }

  /** What a stalled channel missed is fetched once it is heard again. */
  private void take(StreamState about, LiveFeed feed) {
    switch (about) {
      case STALLED -> feed.streamLost();
      case LIVE -> recover(feed);
      case CONNECTING, BOOK_RESYNC, IDLE, DISCONNECTED, REFUSED, CLOSED -> {
        // Nothing was missed, or the whole stream tells it.
      }
    }
  }

  private void take(StreamChange change) {
    state = change.state();
    detail = change.detail();
    switch (change.state()) {
      case LIVE -> feeds.values().forEach(this::recover);
      case CONNECTING, DISCONNECTED, CLOSED -> feeds.values().forEach(LiveFeed::streamLost);
      case BOOK_RESYNC, IDLE, STALLED, REFUSED -> {
        // A feed that is live goes on, one that waits goes on waiting; the health tells.
      }
    }
  }

  private void recover(LiveFeed feed) {
    feed.streamLive()
        .ifPresent(
            connection ->
                recoveries.execute(() -> guarded(() -> recovery.run(feed, connection, coldStart))));
  }

  private void hand(MarketEvent event) {
    heardNanos = System.nanoTime();
    LiveFeed feed = feeds.get(event.instrument());
    if (feed != null) {
      guarded(() -> feed.onEvent(event));
    }
  }

  private void passTime(Instant venueTime) {
    Instant now = clock.instant();
    feeds.values().forEach(feed -> feed.onTime(venueTime, now));
  }

  /** While nothing is heard, the suite's time stands in for the stream's, a margin behind. */
  private void tick() {
    guarded(
        () -> {
          long nanos = System.nanoTime();
          readings.note(nanos, clock.instant());
          Optional<Instant> settled = readings.settledAt(nanos);
          if (clockFollowsVenue
              && state == StreamState.LIVE
              && nanos - heardNanos >= quietMargin.toNanos()) {
            settled.ifPresent(this::passTime);
          }
        });
  }

  /** Nothing may be lost in silence: what an event cannot do stops the service. */
  private void guarded(Runnable action) {
    if (failure != null || closing) {
      return;
    }
    try {
      action.run();
    } catch (RuntimeException e) {
      if (closing) {
        return;
      }
      LOG.error("event=feed_broken", e);
      fail("a feed broke: " + e.getMessage());
    }
  }

  /** Ends the stream for good; the reason is told once. */
  void fail(String reason) {
    synchronized (this) {
      if (failure != null) {
        return;
      }
      failure = reason;
    }
    onFailure.accept(reason);
  }

  /** Why the stream cannot go on; empty while it does. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** How the connection stands. */
  public StreamState state() {
    return state;
  }

  /** Why the connection has its state. */
  public String detail() {
    return detail;
  }

  /** How each instrument's stream stands. */
  public List<StreamStatus> statuses() {
    List<StreamStatus> statuses = new ArrayList<>();
    feeds.forEach((instrument, feed) -> statuses.add(status(instrument, feed)));
    return statuses;
  }

  private StreamStatus status(InstrumentId instrument, LiveFeed live) {
    InstrumentFeed feed = live.feed();
    FeedMetrics counts = feed.metrics();
    Optional<Instant> lastEvent = feed.lastEvent();
    return new StreamStatus(
        instrument.exchange(),
        instrument.symbol(),
        state,
        live.isLive(),
        detail,
        lastEvent.orElse(null),
        lastEvent.isEmpty()
            ? null
            : BigDecimal.valueOf(ageOf(live)).setScale(3, RoundingMode.HALF_EVEN),
        (long) counts.trades.count(),
        (long) counts.tickers.count(),
        (long) counts.books.count(),
        counts.countedBars(),
        (long) counts.recovered.count(),
        (long) counts.duplicates.count(),
        (long) counts.corrections.count(),
        (long) counts.gaps.count(),
        (long) counts.reconnects.count());
  }

  /** Seconds since the last event, by the suite's clock; not a number before the first. */
  private double ageOf(LiveFeed feed) {
    return feed.feed()
        .lastEvent()
        .map(last -> Math.max(0, Duration.between(last, clock.instant()).toMillis() / 1000.0))
        .orElse(Double.NaN);
  }

  /** The latest top of the book. */
  public Optional<Ticker> latestTicker(InstrumentId instrument) {
    return Optional.ofNullable(feeds.get(instrument)).flatMap(feed -> feed.feed().ticker());
  }

  /** The latest book. */
  public Optional<OrderBook> latestBook(InstrumentId instrument) {
    return Optional.ofNullable(feeds.get(instrument)).flatMap(feed -> feed.feed().book());
  }

  /** Ends the subscription and leaves a checkpoint, so that the next start has little to read. */
  @Override
  public void close() {
    closing = true;
    recovery.close();
    ticker.shutdownNow();
    if (store.trouble() != null) {
      // What waits for the store would wait for ever; the next start fetches it again.
      store.close();
    }
    feeds.values().forEach(LiveFeed::streamLost);
    MarketSubscription running = subscription;
    if (running != null) {
      running.close();
    }
    recoveries.shutdownNow();
    if (running != null && failure == null && store.trouble() == null) {
      feeds.values().forEach(LiveFeed::checkpoint);
    }
    store.close();
  }
}
