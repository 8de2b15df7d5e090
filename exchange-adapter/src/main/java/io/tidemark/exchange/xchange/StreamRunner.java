package io.tidemark.exchange.xchange;

import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.core.StreamingExchange;
import info.bitrich.xchangestream.core.StreamingMarketDataService;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.instrument.Instrument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a desk from a venue's streaming module. The module's own reconnecting is off: after any
 * loss it is thrown away and a new one is made, so that nothing of the old connection is believed.
 * A channel that is silent for long is compared with REST.
 */
final class StreamRunner implements FeedSource {

  /** What streams of one venue need. */
  record Plan(Map<InstrumentId, Listing> instruments, Set<MarketChannel> channels, int bookDepth) {}

  /**
   * How patient a runner is.
   *
   * @param held a connection that lasts longer was a good one
   * @param look between two looks
   */
  record Patience(Duration connect, Duration held, Duration look) {}

  private static final Logger LOG = LoggerFactory.getLogger(StreamRunner.class);

  private final Supplier<StreamingExchange> module;
  private final Plan plan;
  private final Patience patience;
  private final FeedDesk desk;
  private final MarketRecords records;
  private final SilenceCheck check;
  private final PassedTime passed;
  private final Backoff backoff;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
  private volatile @Nullable Instant heardAt;
  private volatile @Nullable Instant quietAt;
  private final Thread worker = Thread.ofVirtual().name("xchange-stream").unstarted(this::run);

  StreamRunner(
      Supplier<StreamingExchange> module,
      Plan plan,
      Patience patience,
      FeedDesk desk,
      MarketRecords records,
      SilenceCheck check,
      PassedTime passed,
      Backoff backoff,
      InstantSource clock) {
    this.module = module;
    this.plan = plan;
    this.patience = patience;
    this.desk = desk;
    this.records = records;
    this.check = check;
    this.passed = passed;
    this.backoff = backoff;
    this.clock = clock;
  }

  @Override
  public void start() {
    desk.become(this, StreamState.CONNECTING, "connecting");
    worker.start();
  }

  @Override
  public Optional<Instant> heardAt() {
    Instant heard = heardAt;
    Instant quiet = quietAt;
    return quiet == null || (heard != null && heard.isAfter(quiet))
        ? Optional.ofNullable(heard)
        : Optional.of(quiet);
  }

  @Override
  public void close() {
    closing.countDown();
    if (!Thread.holdsLock(desk)) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try {
      keepConnected();
    } catch (RuntimeException | Error e) {
      LOG.error("stream=xchange cause=worker_broken", e);
      desk.become(this, StreamState.CLOSED, "broken: " + e + "; restart this service");
      throw e;
    }
  }

  private void keepConnected() {
    int failed = 0;
    while (closing.getCount() > 0) {
      Instant begun = clock.instant();
      String why = connectAndWatch();
      if (closing.getCount() == 0) {
        return;
      }
      boolean held = Duration.between(begun, clock.instant()).compareTo(patience.held()) > 0;
      failed = held ? 1 : failed + 1;
      desk.forgetBooks();
      each((instrument, channel) -> mark(instrument, channel, ChannelState.DISCONNECTED, why));
      desk.become(this, StreamState.DISCONNECTED, why);
      pause(backoff.after(failed));
    }
  }

  private void mark(
      InstrumentId instrument, MarketChannel channel, ChannelState state, String why) {
    desk.channel(instrument, channel, state, why);
  }

  @FunctionalInterface
  private interface ChannelStep {
    void of(InstrumentId instrument, MarketChannel channel);
  }

  private void each(ChannelStep step) {
    plan.instruments()
        .keySet()
        .forEach(instrument -> plan.channels().forEach(channel -> step.of(instrument, channel)));
  }

  /** Why the connection ended. */
  private String connectAndWatch() {
    lost.set(null);
    CompositeDisposable subscriptions = new CompositeDisposable();
    StreamingExchange exchange = null;
    try {
      exchange = module.get();
      desk.become(this, StreamState.CONNECTING, "connecting");
      if (!exchange
          .connect(products())
          .blockingAwait(patience.connect().toMillis(), TimeUnit.MILLISECONDS)) {
        return "no connection within " + patience.connect();
      }
      subscribe(exchange.getStreamingMarketDataService(), subscriptions);
      desk.become(this, StreamState.LIVE, "connected, and every channel is asked for");
      return watch(exchange);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("stream=xchange cause=module_failed", e);
      return "the streaming module failed: " + e;
    } finally {
      subscriptions.dispose();
      heardAt = null;
      quietAt = null;
      disconnect(exchange);
    }
  }

  private void disconnect(@Nullable StreamingExchange exchange) {
    if (exchange != null) {
      try {
        var _ =
            exchange
                .disconnect()
                .onErrorComplete()
                .blockingAwait(patience.connect().toMillis(), TimeUnit.MILLISECONDS);
      } catch (RuntimeException e) {
        // It was never connected; the module says so in its own way.
        lost.compareAndSet(null, e.toString());
      }
    }
  }

  private ProductSubscription products() {
    ProductSubscription.ProductSubscriptionBuilder products = ProductSubscription.create();
    for (Listing listing : plan.instruments().values()) {
      Instrument instrument = listing.instrument();
      if (plan.channels().contains(MarketChannel.TRADES)) {
        products.addTrades(instrument);
      }
      if (plan.channels().contains(MarketChannel.TICKER)) {
        products.addTicker(instrument);
      }
      if (plan.channels().contains(MarketChannel.BOOK)) {
        products.addOrderbook(instrument);
      }
    }
    return products.build();
  }

  private void subscribe(StreamingMarketDataService service, CompositeDisposable subscriptions) {
    Instant asked = clock.instant();
    check.opened();
    plan.instruments()
        .forEach(
            (instrument, listing) -> {
              for (MarketChannel channel : plan.channels()) {
                check.asked(instrument, channel, asked);
                desk.channel(instrument, channel, ChannelState.SUBSCRIBING, "asked for");
                subscribe(service, instrument, listing, channel, subscriptions);
              }
            });
  }

  private void subscribe(
      StreamingMarketDataService service,
      InstrumentId instrument,
      Listing listing,
      MarketChannel channel,
      CompositeDisposable subscriptions) {
    switch (channel) {
      case TRADES ->
          listen(
              takesInstruments(service, "getTrades")
                  ? service.getTrades(listing.instrument())
                  : service.getTrades((CurrencyPair) listing.instrument()),
              trade -> desk.trades(instrument, records.trades(instrument, List.of(trade))),
              subscriptions);
      case TICKER ->
          listen(
              takesInstruments(service, "getTicker")
                  ? service.getTicker(listing.instrument())
                  : service.getTicker((CurrencyPair) listing.instrument()),
              ticker -> records.ticker(instrument, ticker).ifPresent(desk::ticker),
              subscriptions);
      case BOOK ->
          listen(
              takesInstruments(service, "getOrderBook")
                  ? service.getOrderBook(listing.instrument())
                  : service.getOrderBook((CurrencyPair) listing.instrument()),
              book -> desk.book(instrument, records.book(instrument, book, plan.bookDepth())),
              subscriptions);
      case CANDLES ->
          throw new IllegalArgumentException("XChange's modules have no common stream of candles");
    }
  }

  private static boolean takesInstruments(StreamingMarketDataService service, String call) {
    return ServiceCalls.overrides(service, call, Instrument.class);
  }

  private <T extends Object> void listen(
      Observable<T> messages,
      java.util.function.Consumer<T> step,
      CompositeDisposable subscriptions) {
    subscriptions.add(
        messages.subscribe(
            message -> {
              Instant cameAt = clock.instant();
              step.accept(message);
              heardAt = cameAt;
            },
            failure -> lost.compareAndSet(null, "a channel failed: " + failure),
            () -> lost.compareAndSet(null, "the venue ended a channel")));
  }

  private String watch(StreamingExchange exchange) {
    while (pause(patience.look())) {
      String why = lost.get();
      if (why != null) {
        return why;
      }
      if (!exchange.isAlive()) {
        return "connection closed";
      }
      String stalled = check.look();
      if (stalled != null) {
        return stalled;
      }
      quietAt = check.knownAt().orElse(null);
      passed.refresh();
      // Messages come in order, so what was before the last has come.
      heardAt().ifPresent(heard -> desk.passed(passed.at(heard)));
    }
    return "closed here";
  }

  /** Waits; false if the subscription was closed meanwhile. */
  private boolean pause(Duration length) {
    try {
      return !closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
