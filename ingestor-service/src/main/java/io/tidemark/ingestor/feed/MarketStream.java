package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * is quiet. What cannot be true goes into quarantine; only a broken invariant of our own ends it.
 */
public final class MarketStream implements MarketListener, AutoCloseable {

  /**
   * What is waited for, by the machine's clock.
   *
   * @param quietMargin when the stream told nothing for this long, the suite's clock stands in
   * @param recoveryWait a feed that waits longer for its trades goes live with a known hole
   * @param checkpointInterval between two checkpoints of a feed
   */
  record Patience(Duration quietMargin, Duration recoveryWait, Duration checkpointInterval) {}

  private static final Logger LOG = LoggerFactory.getLogger(MarketStream.class);

  private final List<InstrumentId> configured;
  private final TradeRecovery recovery;
  private final VenueTime venueTime;
  private final DataChecks checks;
  private final Consumer<InvalidData> quarantine;
  private final StoreWriter store;
  private final SuiteClock clock;
  private final MeterRegistry metrics;
  private final StreamTime streamTime;
  private final ChannelMonitor channels;
  private final Consumer<String> onFailure;
  private final RecoveryQueue recoveries;
  private final FeedStates states;
  private final Upkeep upkeep;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("stream-tick").factory());

  private volatile Map<InstrumentId, LiveFeed> feeds = Map.of();
  private volatile @Nullable MarketSubscription subscription;
  private volatile StreamState state = StreamState.CONNECTING;
  private volatile String detail = "not started";
  private volatile @Nullable String failure;
  private volatile boolean closing;
  private volatile long heardNanos = System.nanoTime();

  /**
   * @param onFailure hears once, with what the operator does, when the stream cannot go on
   */
  MarketStream(
      FeedParts parts,
      StoreWriter store,
      SuiteClock clock,
      MeterRegistry metrics,
      Patience patience,
      Consumer<String> onFailure) {
    this.configured = parts.configured().stream().sorted().toList();
    this.recovery = parts.recovery();
    this.venueTime = parts.venueTime();
    this.checks = parts.checks();
    this.quarantine = parts.quarantine();
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
    this.streamTime = new StreamTime(parts.grace());
    this.channels = new ChannelMonitor(metrics, clock);
    this.onFailure = onFailure;
    this.recoveries = new RecoveryQueue(recovery, venueTime::about, this::guarded);
    this.states = new FeedStates(recoveries);
    this.upkeep = new Upkeep(venueTime, clock, patience, channels, recoveries);
  }

  /** How a subscription is made. */
  @FunctionalInterface
  interface Subscriber {
    MarketSubscription subscribe(MarketListener listener);
  }

  /**
   * Opens the feeds and subscribes; after a failure it can be called again.
   *
   * @param streamed the channels that are asked for
   */
  void start(
      Collection<InstrumentId> instruments,
      FeedOpener opener,
      PublishedBars published,
      Set<MarketChannel> streamed,
      Subscriber subscriber) {
    Instant coldStart = recovery.coldStart(venueTime.ask());
    if (!venueTime.isSuites()) {
      checks.ignoreClock();
    }
    Map<InstrumentId, LiveFeed> opened = new HashMap<>();
    for (InstrumentId instrument : instruments) {
      LiveFeed feed = opener.open(instrument, published, coldStart);
      opened.put(instrument, feed);
    }
    feeds = opened;
    states.begin(opened, coldStart);
    MarketSubscription running = subscriber.subscribe(this);
    subscription = running;
    if (closing) {
      running.close();
      return;
    }
    opened.forEach(this::watchAge);
    channels.watch(running, opened.keySet(), streamed);
    ticker.scheduleWithFixedDelay(
        this::tick, Upkeep.TICK.toMillis(), Upkeep.TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void watchAge(InstrumentId instrument, LiveFeed feed) {
    Gauge.builder("tidemark_stream_age_seconds", feed, this::ageOf)
        .tags(Tags.of("exchange", instrument.exchange(), "symbol", instrument.symbol().toString()))
        .register(metrics);
  }

  /** The stream could not be started yet; it is tried again. */
  void notStarted(String reason) {
    state = StreamState.DISCONNECTED;
    detail = reason;
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

  /** Not asked for: bars are built from trades, and compared with the venue's closed candles. */
  @Override
  public void onCandle(VenueCandle candle) {}

  @Override
  public void onInvalid(InvalidData invalid) {
    guarded(() -> setAside(invalid));
  }

  /** What was no trade to us may have been one at the venue: its bars are not known complete. */
  private void setAside(InvalidData invalid) {
    quarantine.accept(invalid);
    LiveFeed feed = invalid.instrument() == null ? null : feeds.get(invalid.instrument());
    if (feed != null && invalid.channel() == MarketChannel.TRADES) {
      feed.tradeUnreadable(clock.instant());
    }
  }

  @Override
  public void onStreamTime(Instant venueInstant) {
    long nanos = System.nanoTime();
    heardNanos = nanos;
    guarded(
        () -> {
          if (!checks.isFuture(venueInstant) && streamTime.pass(venueInstant, nanos)) {
            broadcast();
          }
        });
  }

  private void broadcast() {
    Instant passed = streamTime.latest();
    if (passed != null) {
      Instant now = clock.instant();
      feeds.values().forEach(feed -> feed.onStreamTime(passed, now));
    }
  }

  @Override
  public void onStreamChange(StreamChange change) {
    LOG.info(
        "event=stream_change state={} instrument={} channel={} detail=\"{}\"",
        change.state(),
        change.instrument(),
        change.channel(),
        change.detail());
    InstrumentId instrument = change.instrument();
    guarded(
        () -> {
          if (instrument == null) {
            take(change);
          } else {
            states.take(change, instrument);
          }
        });
  }

  private void take(StreamChange change) {
    state = change.state();
    detail = change.detail();
    states.take(change.state());
    if (change.state() == StreamState.CLOSED) {
      // By us it is ended with this flag set, and then nothing comes here.
      fail("the stream ended: " + change.detail());
    }
  }

  private void hand(MarketEvent event) {
    heardNanos = System.nanoTime();
    guarded(
        () -> {
          LiveFeed feed = feeds.get(event.instrument());
          if (feed == null) {
            setAside(DataChecks.unknown(event));
            return;
          }
          Optional<InvalidData> fault = checks.check(event);
          if (fault.isPresent()) {
            setAside(fault.get());
          } else {
            feed.onEvent(event, streamTime.latest());
          }
        });
  }

  private void tick() {
    guarded(
        () -> {
          long nanos = System.nanoTime();
          if (streamTime.isUntold(nanos)) {
            broadcast();
          }
          upkeep.tick(nanos, heardNanos, state, subscription, feeds, states);
        });
  }

  /** Nothing may be lost in silence: an invariant of ours that breaks stops the service. */
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

  /** Whether every instrument is joined to its stream. */
  boolean isJoined() {
    Map<InstrumentId, LiveFeed> now = feeds;
    return !now.isEmpty() && now.values().stream().allMatch(LiveFeed::isLive);
  }

  /** How many instruments wait for trades that are to be fetched. */
  int waitingForTrades() {
    return recoveries.pending();
  }

  /** The feeds, once they are open. */
  Map<InstrumentId, LiveFeed> feeds() {
    return feeds;
  }

  /** How each instrument's stream stands, by instrument. */
  public List<StreamStatus> statuses() {
    return configured.stream().map(this::status).toList();
  }

  private StreamStatus status(InstrumentId instrument) {
    LiveFeed feed = feeds.get(instrument);
    return feed == null
        ? StreamStatus.notStarted(instrument, state, detail)
        : StreamStatus.of(feed, state, detail, ageOf(feed), channels.of(instrument));
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

  /** The latest book: its best 20 levels. */
  public Optional<OrderBook> latestBook(InstrumentId instrument) {
    return Optional.ofNullable(feeds.get(instrument)).flatMap(feed -> feed.feed().book());
  }

  /** The book as deep as it is kept; empty while it is not there or not right. */
  public Optional<OrderBookView> deepBook(InstrumentId instrument) {
    return Optional.ofNullable(subscription).flatMap(running -> running.orderBook(instrument));
  }

  /**
   * The bar that forms now, as known so far.
   *
   * @return empty if nothing has traded in it, or the instrument is not collected
   * @throws IllegalArgumentException if the timeframe is not built
   */
  public Optional<Bar> forming(InstrumentId instrument, Timeframe timeframe) {
    return Optional.ofNullable(feeds.get(instrument)).flatMap(feed -> feed.forming(timeframe));
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
    recoveries.close();
    if (running != null && failure == null && store.trouble() == null) {
      feeds.values().forEach(LiveFeed::checkpoint);
    }
    store.close();
  }
}
