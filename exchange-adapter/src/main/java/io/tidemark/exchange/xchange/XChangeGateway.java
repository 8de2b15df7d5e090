package io.tidemark.exchange.xchange;

import io.tidemark.exchange.AccountListener;
import io.tidemark.exchange.AccountSubscription;
import io.tidemark.exchange.Balance;
import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.exchange.resilience.VenueCalls;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Any venue that XChange has a module for. */
public final class XChangeGateway implements ExchangeGateway {

  private static final Duration HELD_WELL = Duration.ofSeconds(30);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final VenueProfile profile;
  private final ExchangeSettings settings;
  private final GatewayContext context;
  private final ExchangeCapabilities capabilities;
  private final Backoff backoff;
  private final StreamHealthSettings health;
  private final VenueSession session;
  private final MarketRecords records;
  private final XChangeMarketData market;
  private final XChangeAccount account;
  private final List<AutoCloseable> subscriptions = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Opens no connection yet.
   *
   * @throws IllegalArgumentException if there is no module for {@code settings.exchange()}
   */
  public XChangeGateway(ExchangeSettings settings, GatewayContext context) {
    profile =
        XChangeVenues.find(settings.exchange())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no XChange module of '%s' on the class path"
                            .formatted(settings.exchange())));
    this.settings = settings.named(profile.name());
    this.context = context;
    health = settings.streamHealth().within(settings.rateLimit());
    capabilities = XChangeVenues.capabilities(profile);
    backoff = new Backoff(settings.retry(), context.random());
    session =
        new VenueSession(profile, this.settings, context, new VenueCalls(this.settings, backoff));
    records = new MarketRecords(context.clock());
    market = new XChangeMarketData(profile, session, records);
    account = new XChangeAccount(profile, session, market);
  }

  @Override
  public String exchange() {
    return profile.name();
  }

  @Override
  public Instant serverTime() {
    requireOpen();
    return session.serverTime();
  }

  @Override
  public List<InstrumentDetails> instruments() {
    return market().instruments();
  }

  @Override
  public ExchangeCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public CandlePage candles(
      InstrumentId instrument, Timeframe timeframe, Instant from, Instant to) {
    return market().candles(instrument, timeframe, from, to);
  }

  @Override
  public TradePage trades(InstrumentId instrument, TradeCursor cursor) {
    return market().trades(instrument, cursor);
  }

  @Override
  public OrderBookView orderBook(InstrumentId instrument, int depth) {
    if (depth <= 0) {
      throw new IllegalArgumentException("depth must be above 0, was " + depth);
    }
    return market().orderBook(instrument, depth);
  }

  @Override
  public TickerView ticker(InstrumentId instrument) {
    return market().ticker(instrument);
  }

  @Override
  public List<Balance> balances() {
    return account().balances();
  }

  @Override
  public SubmitOutcome submit(VenueOrder order) {
    return account().submit(order);
  }

  @Override
  public CancelOutcome cancel(UUID clientOrderId, @Nullable String venueOrderId) {
    return account().cancel(clientOrderId, venueOrderId);
  }

  @Override
  public OrderLookup orderByClientId(UUID clientOrderId, Instant deadline) {
    return account().orderByClientId(clientOrderId);
  }

  @Override
  public List<VenueOrderState> openOrders() {
    return account().openOrders();
  }

  @Override
  public List<VenueFill> fills(Instant since) {
    return account().fills(since);
  }

  @Override
  public MarketSubscription subscribeMarket(MarketRequest request, MarketListener listener) {
    Set<MarketChannel> refused = EnumSet.copyOf(request.channels());
    refused.removeAll(capabilities.streams());
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "channels must be among %s at %s, were %s besides"
              .formatted(capabilities.streams(), exchange(), refused));
    }
    Map<InstrumentId, Listing> instruments = new LinkedHashMap<>();
    request.instruments().forEach(each -> instruments.put(each, market().require(each)));
    PassedTime time =
        new PassedTime(session::serverTime, context.clock(), health.futureTolerance());
    FeedDesk desk = new FeedDesk(exchange() + "-market", request, listener, time, context.clock());
    FeedSubscription subscription =
        new FeedSubscription(
            List.copyOf(instruments.keySet()),
            desk,
            sources(request, instruments, desk, time),
            subscriptions::remove);
    subscriptions.add(subscription);
    subscription.start();
    return subscription;
  }

  private List<FeedSource> sources(
      MarketRequest request,
      Map<InstrumentId, Listing> instruments,
      FeedDesk desk,
      PassedTime time) {
    Set<MarketChannel> polled = EnumSet.noneOf(MarketChannel.class);
    polled.addAll(request.channels());
    polled.retainAll(capabilities.polled());
    Set<MarketChannel> streamed = EnumSet.noneOf(MarketChannel.class);
    streamed.addAll(request.channels());
    streamed.removeAll(polled);
    List<FeedSource> sources = new ArrayList<>();
    if (!streamed.isEmpty()) {
      StreamModule module = profile.stream().orElseThrow();
      sources.add(
          new StreamRunner(
              () -> Modules.stream(module, profile, settings),
              new StreamRunner.Plan(instruments, streamed, request.bookDepth()),
              new StreamRunner.Patience(settings.connectTimeout(), HELD_WELL, look()),
              desk,
              records,
              new SilenceCheck(profile, market, desk, health, context.clock()),
              time,
              backoff,
              context.clock()));
    }
    if (!polled.isEmpty()) {
      sources.add(
          new PollRunner(
              new PollRunner.Plan(
                  List.copyOf(instruments.keySet()),
                  polled,
                  request.bookDepth(),
                  capabilities.tradeHistory()),
              pause(instruments.size() * polled.size()),
              market,
              desk,
              time,
              context.clock()));
    }
    return sources;
  }

  private Duration look() {
    Duration tick = health.tick().multipliedBy(4);
    return tick.compareTo(LONGEST_LOOK) < 0 ? tick : LONGEST_LOOK;
  }

  /** So long that a round of so many requests takes at most half of the limit. */
  private Duration pause(int requests) {
    Duration one = settings.rateLimit().period().dividedBy(settings.rateLimit().requests());
    Duration round = one.multipliedBy(2L * requests);
    return round.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : round;
  }

  /** The modules stream no account here: it is polled. */
  @Override
  public AccountSubscription subscribeAccount(AccountListener listener) {
    XChangeAccount followed = account();
    if (profile.orders().isEmpty()) {
      throw new IllegalStateException(
          exchange() + " takes no orders through this suite, so there is nothing to follow");
    }
    AccountPoll poll =
        new AccountPoll(followed, listener, pause(3), context.clock(), subscriptions::remove);
    subscriptions.add(poll);
    poll.start();
    return poll;
  }

  private XChangeMarketData market() {
    requireOpen();
    return market;
  }

  private XChangeAccount account() {
    requireOpen();
    var _ = session.requireAccount();
    return account;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the gateway of " + exchange() + " is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    for (AutoCloseable subscription : subscriptions) {
      if (subscription instanceof FeedSubscription feed) {
        feed.close();
      } else if (subscription instanceof AccountPoll poll) {
        poll.close();
      }
    }
    session.close();
  }
}
