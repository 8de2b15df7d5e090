package io.tidemark.exchange.kraken;

import io.tidemark.exchange.AccountListener;
import io.tidemark.exchange.AccountStatus;
import io.tidemark.exchange.AccountSubscription;
import io.tidemark.exchange.Balance;
import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeCapabilities.CandleSource;
import io.tidemark.exchange.ExchangeCapabilities.OrderSupport;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
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
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.exchange.resilience.VenueCalls;
import io.tidemark.exchange.stream.StreamProtocol;
import io.tidemark.exchange.stream.StreamSession;
import io.tidemark.exchange.stream.VenueOffset;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Kraken spot. */
public final class KrakenGateway implements ExchangeGateway {

  private static final URI PUBLIC_STREAM = URI.create("wss://ws.kraken.com");
  private static final URI PRIVATE_STREAM = URI.create("wss://ws-auth.kraken.com");

  private final ExchangeSettings settings;
  private final StreamHealthSettings health;
  private final GatewayContext context;
  private final Backoff backoff;
  private final KrakenMarketData market;
  private final KrakenHistory history;
  private final TimeLimit limit;
  private final KrakenAccount account;
  private final ClientOrderIds clientOrderIds;
  private final List<StreamSession> sessions = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Opens no connection yet. */
  public KrakenGateway(ExchangeSettings settings, GatewayContext context) {
    this.settings = settings;
    this.context = context;
    health = settings.streamHealth().within(settings.rateLimit());
    backoff = new Backoff(settings.retry(), context.random());
    KrakenRest rest =
        new KrakenRest(settings, new VenueCalls(settings, backoff), context.leaseStart());
    VenueOffset offset = new VenueOffset();
    market = new KrakenMarketData(settings.exchange(), rest, context.clock(), offset);
    limit =
        new TimeLimit(
            context.clock(), System::nanoTime, settings.streamHealth().futureTolerance(), offset);
    history = new KrakenHistory(rest, market, context.clock(), limit);
    clientOrderIds = new ClientOrderIds(rest);
    account = new KrakenAccount(rest, market, clientOrderIds);
  }

  @Override
  public String exchange() {
    return settings.exchange();
  }

  @Override
  public Instant serverTime() {
    return market().serverTime();
  }

  @Override
  public List<InstrumentDetails> instruments() {
    return market().instruments();
  }

  @Override
  public ExchangeCapabilities capabilities() {
    return new ExchangeCapabilities(
        settings.exchange(),
        CandleSource.RAW,
        KrakenHistory.INTERVAL_MINUTES.keySet(),
        TradeHistory.FULL,
        Set.of(MarketChannel.values()),
        true,
        KrakenMarketProtocol.DEEPEST_BOOK,
        OrderSupport.PROVABLE,
        false,
        Set.of(
            "Candles reach back 720 rows a timeframe; older ones are built from trades.",
            "Candles are streamed of one minute only; the venue does not mark the last state of one.",
            "Books are streamed with 10, 25, 100, 500 or 1000 levels a side.",
            "Trades are streamed without ids of the venue's; ids derive from their content.",
            "Tickers are streamed without a time; they are dated by the stream around them."));
  }

  @Override
  public CandlePage candles(
      InstrumentId instrument, Timeframe timeframe, Instant from, Instant to) {
    return history().candles(instrument, timeframe, from, to);
  }

  @Override
  public TradePage trades(InstrumentId instrument, TradeCursor cursor) {
    return history().trades(instrument, cursor);
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
  public Optional<SubmitOutcome> validate(VenueOrder order) {
    return Optional.of(account().validate(order));
  }

  @Override
  public CancelOutcome cancel(UUID clientOrderId, @Nullable String venueOrderId) {
    return account().cancel(clientOrderId);
  }

  @Override
  public OrderLookup orderByClientId(UUID clientOrderId, Instant deadline) {
    return account().orderByClientId(clientOrderId, deadline);
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
  public List<VenueFill> fillsOf(OrderLookup.Found order, Instant since) {
    return account().fillsOf(order, since);
  }

  @Override
  public MarketSubscription subscribeMarket(MarketRequest request, MarketListener listener) {
    List<Pair> pairs = request.instruments().stream().distinct().map(market()::require).toList();
    KrakenMarketProtocol protocol =
        new KrakenMarketProtocol(
            pairs,
            request,
            listener,
            new KrakenFreshness(market, history),
            health,
            limit,
            context.clock());
    StreamSession session =
        start("market", address("/ws", PUBLIC_STREAM), listener::onStreamChange, protocol);
    return new Market(pairs.stream().map(Pair::instrument).toList(), session, protocol);
  }

  @Override
  public AccountSubscription subscribeAccount(AccountListener listener) {
    KrakenAccountProtocol protocol =
        new KrakenAccountProtocol(
            account(), market, clientOrderIds, listener, health, context.clock());
    AccountWatch watch = protocol.watch();
    Consumer<StreamChange> changes =
        change -> {
          watch.explain(change.detail());
          listener.onStreamChange(change);
        };
    return new Account(
        start("account", address("/ws-auth", PRIVATE_STREAM), changes, protocol), watch);
  }

  private URI address(String path, URI venue) {
    URI configured = settings.websocketUrl();
    return configured == null ? venue : configured.resolve(path);
  }

  private StreamSession start(
      String kind, URI address, Consumer<StreamChange> listener, StreamProtocol protocol) {
    StreamSession session =
        new StreamSession(
            settings.exchange() + "-" + kind,
            address,
            settings.connectTimeout(),
            backoff,
            context.clock(),
            listener,
            protocol,
            health,
            System::nanoTime);
    sessions.add(session);
    session.start();
    return session;
  }

  private void end(StreamSession session) {
    session.close();
    sessions.remove(session);
  }

  @Override
  public void close() {
    closed = true;
    sessions.forEach(this::end);
  }

  private KrakenMarketData market() {
    requireOpen();
    return market;
  }

  private KrakenHistory history() {
    requireOpen();
    return history;
  }

  private KrakenAccount account() {
    requireOpen();
    if (settings.credentials() == null) {
      throw new IllegalStateException("credentials must be configured for calls about an account");
    }
    return account;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the gateway of " + settings.exchange() + " is closed");
    }
  }

  private final class Market implements MarketSubscription {

    private final List<InstrumentId> instruments;
    private final StreamSession session;
    private final KrakenMarketProtocol protocol;

    Market(List<InstrumentId> instruments, StreamSession session, KrakenMarketProtocol protocol) {
      this.instruments = instruments;
      this.session = session;
      this.protocol = protocol;
    }

    @Override
    public List<InstrumentId> instruments() {
      return instruments;
    }

    @Override
    public StreamState state() {
      return session.state();
    }

    @Override
    public List<ChannelStatus> channels() {
      return protocol.statuses();
    }

    @Override
    public Optional<Instant> heardAt() {
      return session.heardAt();
    }

    @Override
    public Optional<OrderBookView> orderBook(InstrumentId instrument) {
      return session.state() == StreamState.LIVE ? protocol.book(instrument) : Optional.empty();
    }

    @Override
    public void close() {
      end(session);
    }
  }

  private final class Account implements AccountSubscription {

    private final StreamSession session;
    private final AccountWatch watch;

    Account(StreamSession session, AccountWatch watch) {
      this.session = session;
      this.watch = watch;
    }

    @Override
    public StreamState state() {
      return session.state();
    }

    @Override
    public AccountStatus status() {
      return watch.status(session.state());
    }

    @Override
    public void close() {
      end(session);
    }
  }
}
