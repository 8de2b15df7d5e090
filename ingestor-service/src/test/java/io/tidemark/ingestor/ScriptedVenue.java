package io.tidemark.ingestor;

import io.tidemark.exchange.AccountListener;
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
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketListener;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DataFault;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A venue that trades when told to; its stream tells what happens while it is connected. */
public final class ScriptedVenue implements ExchangeGateway {

  private static final int PAGE = 250;
  private static final long ANSWER_SECONDS = 60;

  private final List<MarketTrade> tape;
  private int happened;
  private int restLag;
  private int failingReads;
  private @Nullable MarketListener listener;
  private boolean connected;
  private boolean tellsCandles;
  private TradeHistory history = TradeHistory.FULL;
  private int latestTold;
  private final Set<Integer> unreadable = new HashSet<>();
  private int questions;
  private boolean reachable = true;
  private volatile CountDownLatch answering = new CountDownLatch(0);
  private final Map<Instant, Bar> falseCandles = new HashMap<>();

  public ScriptedVenue(List<MarketTrade> tape) {
    this.tape = List.copyOf(tape);
  }

  /** Lets the market trade up to a place on the tape, with a ticker and a book after each trade. */
  public void tradeUpTo(int place) {
    while (true) {
      MarketTrade trade;
      MarketListener told;
      synchronized (this) {
        if (happened >= place) {
          return;
        }
        trade = tape.get(happened++);
        told = connected ? listener : null;
      }
      if (told != null) {
        tell(told, trade);
      }
    }
  }

  private static void tell(MarketListener told, MarketTrade trade) {
    Price ask = new Price(trade.price().value().add(BigDecimal.valueOf(1, 1)));
    Quantity one = Quantity.of("1");
    Instant time = trade.eventTime();
    told.onTrade(trade);
    told.onTicker(
        new Ticker(
            trade.instrument(), trade.price(), one, ask, one, trade.price(), null, time, time));
    told.onOrderBook(
        new OrderBook(
            trade.instrument(),
            List.of(new BookLevel(trade.price(), one, one)),
            List.of(new BookLevel(ask, one, one)),
            time,
            time));
    told.onStreamTime(time);
  }

  /** The stream becomes live; its first trades may be ones that REST does not tell yet. */
  public void connect() {
    listener().onStreamChange(change(StreamState.LIVE));
    synchronized (this) {
      connected = true;
    }
  }

  /** The stream is lost. */
  public void disconnect() {
    synchronized (this) {
      connected = false;
    }
    listener().onStreamChange(change(StreamState.DISCONNECTED));
  }

  /** The stream passes an instant without a trade. */
  public void pass(Instant time) {
    listener().onStreamTime(time);
  }

  /** From now on REST leaves out this many of the latest trades. */
  public synchronized void lagBy(int trades) {
    restLag = trades;
  }

  /** From now on REST tells so many of the latest trades only. */
  public synchronized void tellLatestOnly(int trades) {
    history = TradeHistory.RECENT;
    latestTold = trades;
  }

  /** From now on REST tells no trades at all. */
  public synchronized void tellNoTrades() {
    history = TradeHistory.NONE;
  }

  /** REST tells a trade so that it cannot be read. */
  public synchronized void spoil(int place) {
    unreadable.add(place);
  }

  /** How often past trades were asked for. */
  public synchronized int questions() {
    return questions;
  }

  /** From now on who asks for trades waits, until {@link #answer} is called. */
  public void keepWaiting() {
    answering = new CountDownLatch(1);
  }

  /** Those who wait for trades get their answer, as of now. */
  public void answer() {
    answering.countDown();
  }

  /** The next reads of trades give no answer. */
  public synchronized void failReads(int reads) {
    failingReads = reads;
  }

  /** From now on the venue has candles of its own, of one minute. */
  public synchronized void tellCandles() {
    tellsCandles = true;
  }

  /** The venue's candle of a minute is another than its trades make. */
  public synchronized void falsify(Bar candle) {
    falseCandles.put(candle.openTime(), candle);
  }

  /** Whether questions are answered. */
  public synchronized void setReachable(boolean answers) {
    reachable = answers;
  }

  /** The stream tells something that cannot be true. */
  public void tellInvalid(InvalidData invalid) {
    listener().onInvalid(invalid);
  }

  /** The stream tells a trade that is not on the tape. */
  public void tellBeside(MarketTrade trade) {
    listener().onTrade(trade);
  }

  /** Whether somebody has subscribed. */
  public synchronized boolean isSubscribed() {
    return listener != null;
  }

  private synchronized MarketListener listener() {
    if (listener == null) {
      throw new IllegalStateException("nobody has subscribed");
    }
    return listener;
  }

  private StreamChange change(StreamState state) {
    return StreamChange.ofConnection(state, "scripted", serverTime());
  }

  @Override
  public String exchange() {
    return "kraken";
  }

  @Override
  public synchronized Instant serverTime() {
    return tape.get(Math.max(0, happened - 1)).eventTime();
  }

  @Override
  public List<InstrumentDetails> instruments() {
    requireReachable();
    InstrumentRules rules =
        new InstrumentRules(
            new BigDecimal("0.01"),
            new BigDecimal("0.00000001"),
            new BigDecimal("0.0001"),
            BigDecimal.ONE,
            new BigDecimal("0.0026"),
            new BigDecimal("0.0016"));
    return List.of(new InstrumentDetails(SeededTrades.BTC_USD, "XBTUSD", rules, true));
  }

  private synchronized void requireReachable() {
    if (!reachable) {
      throw new VenueReadException(OrderReason.VENUE_UNAVAILABLE, "scripted outage");
    }
  }

  @Override
  public synchronized ExchangeCapabilities capabilities() {
    return new ExchangeCapabilities(
        exchange(),
        tellsCandles ? CandleSource.RAW : CandleSource.TRADES,
        tellsCandles ? Set.of(Timeframe.M1) : Set.of(),
        history,
        Set.of(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK),
        false,
        MarketRequest.DEEPEST_BOOK,
        OrderSupport.NONE,
        false,
        Set.of());
  }

  @Override
  public synchronized CandlePage candles(
      InstrumentId instrument, Timeframe timeframe, Instant from, Instant to) {
    List<Bar> bars =
        ExpectedBars.of(tape.subList(0, happened), timeframe, serverTime()).stream()
            .filter(row -> !row.openTime().isBefore(from) && row.openTime().isBefore(to))
            .map(row -> falseCandles.getOrDefault(row.openTime(), candle(timeframe, row)))
            .toList();
    return new CandlePage(bars, from, false, List.of());
  }

  private static Bar candle(Timeframe timeframe, ExpectedBars.Row row) {
    return new Bar(
        timeframe,
        row.openTime(),
        Price.of(row.open()),
        Price.of(row.high()),
        Price.of(row.low()),
        Price.of(row.close()),
        Quantity.of(row.volume()),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  @Override
  public TradePage trades(InstrumentId instrument, TradeCursor cursor) {
    try {
      if (!answering.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test never let the venue answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VenueReadException(OrderReason.VENUE_UNAVAILABLE, "interrupted");
    }
    return answer(cursor);
  }

  private synchronized TradePage answer(TradeCursor cursor) {
    requireReachable();
    if (failingReads > 0) {
      failingReads--;
      throw new VenueReadException(OrderReason.VENUE_UNAVAILABLE, "scripted failure");
    }
    questions++;
    int told = Math.max(0, happened - restLag);
    List<MarketTrade> known =
        switch (history) {
          case FULL -> tape.subList(0, told);
          case RECENT -> tape.subList(Math.max(0, told - latestTold), told);
          case NONE -> throw new IllegalArgumentException("tells no past trades");
        };
    List<MarketTrade> all =
        known.stream().filter(trade -> trade.eventTime().isAfter(cursor.from())).toList();
    List<MarketTrade> page =
        history == TradeHistory.FULL ? all.subList(0, Math.min(PAGE, all.size())) : all;
    TradeCursor next =
        page.isEmpty() ? cursor : new TradeCursor(page.getLast().eventTime().minusNanos(1), null);
    List<MarketTrade> readable =
        page.stream().filter(trade -> !unreadable.contains(tape.indexOf(trade))).toList();
    List<InvalidData> invalid =
        page.stream()
            .filter(trade -> unreadable.contains(tape.indexOf(trade)))
            .map(ScriptedVenue::unread)
            .toList();
    return new TradePage(readable, next, all.size() > page.size(), invalid);
  }

  private static InvalidData unread(MarketTrade trade) {
    return new InvalidData(
        trade.instrument(),
        MarketChannel.TRADES,
        DataFault.PRICE_NOT_POSITIVE,
        "price must be above 0, was -1",
        trade.tradeId(),
        trade.eventTime());
  }

  @Override
  public MarketSubscription subscribeMarket(MarketRequest request, MarketListener subscriber) {
    synchronized (this) {
      listener = subscriber;
    }
    return new MarketSubscription() {
      @Override
      public List<InstrumentId> instruments() {
        return request.instruments();
      }

      @Override
      public StreamState state() {
        return StreamState.LIVE;
      }

      @Override
      public List<ChannelStatus> channels() {
        return List.of();
      }

      @Override
      public Optional<Instant> heardAt() {
        return Optional.of(serverTime());
      }

      @Override
      public Optional<OrderBookView> orderBook(InstrumentId instrument) {
        return Optional.empty();
      }

      @Override
      public void close() {
        synchronized (ScriptedVenue.this) {
          listener = null;
          connected = false;
        }
      }
    };
  }

  @Override
  public OrderBookView orderBook(InstrumentId instrument, int depth) {
    throw new UnsupportedOperationException("no book by REST here");
  }

  @Override
  public TickerView ticker(InstrumentId instrument) {
    throw new UnsupportedOperationException("no ticker by REST here");
  }

  @Override
  public List<Balance> balances() {
    throw new IllegalStateException("no account");
  }

  @Override
  public SubmitOutcome submit(VenueOrder order) {
    throw new IllegalStateException("no account");
  }

  @Override
  public CancelOutcome cancel(UUID clientOrderId, @Nullable String venueOrderId) {
    throw new IllegalStateException("no account");
  }

  @Override
  public OrderLookup orderByClientId(UUID clientOrderId, Instant deadline) {
    throw new IllegalStateException("no account");
  }

  @Override
  public List<VenueOrderState> openOrders() {
    throw new IllegalStateException("no account");
  }

  @Override
  public List<VenueFill> fills(Instant since) {
    throw new IllegalStateException("no account");
  }

  @Override
  public AccountSubscription subscribeAccount(AccountListener accountListener) {
    throw new IllegalStateException("no account");
  }

  @Override
  public void close() {}
}
