package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.bitrich.xchangestream.kraken.KrakenStreamingExchange;
import info.bitrich.xchangestream.service.netty.NettyStreamingService;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.tidemark.simulator.SimulatorSettings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.account.Wallet;
import org.knowm.xchange.dto.account.Wallet.WalletFeature;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.dto.trade.UserTrade;

/** XChange's own Kraken classes work on the simulator, unmodified but for the address. */
@SuppressWarnings("deprecation") // Its Kraken module has not got the calls that replace these.
class XChangeAgainstSimulatorIT {

  private static final SimulatedVenue VENUE = new SimulatedVenue();
  private static final Exchange EXCHANGE =
      ExchangeFactory.INSTANCE.createExchange(
          specification(new ExchangeSpecification(RedirectedStreams.class)));
  private static final RedirectedStreams STREAMS = (RedirectedStreams) EXCHANGE;

  /** Streams know only the venue's own name, which XChange passes on as it is given. */
  private static final CurrencyPair STREAMED = new CurrencyPair("XBT", "USD");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CompositeDisposable subscriptions = new CompositeDisposable();

  /**
   * The streaming exchange with both of its addresses replaced, which XChange has no setting for.
   */
  public static final class RedirectedStreams extends KrakenStreamingExchange {

    @Override
    public void applyStreamingSpecification(
        ExchangeSpecification specification, NettyStreamingService<?> service) {
      super.applyStreamingSpecification(specification, service);
      try {
        Field address = NettyStreamingService.class.getDeclaredField("uri");
        address.setAccessible(true);
        boolean isPrivate = ((URI) address.get(service)).getHost().startsWith("ws-auth");
        address.set(service, VENUE.stream().resolve(isPrivate ? "/ws-auth" : "/ws"));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("XChange keeps a stream's address elsewhere", e);
      }
    }
  }

  private static ExchangeSpecification specification(ExchangeSpecification specification) {
    specification.setSslUri(VENUE.rest().toString());
    specification.setHost("127.0.0.1");
    specification.setShouldLoadRemoteMetaData(true);
    specification.setApiKey(SimulatorSettings.DEMO_KEY.key());
    specification.setSecretKey(SimulatorSettings.DEMO_KEY.secret());
    return specification;
  }

  @BeforeAll
  static void connect() {
    STREAMS.connect().blockingAwait();
  }

  @AfterEach
  void unsubscribe() {
    subscriptions.dispose();
  }

  @AfterAll
  static void close() {
    STREAMS.disconnect().blockingAwait();
    VENUE.close();
  }

  private <T> List<T> collect(Observable<T> stream) {
    List<T> seen = new CopyOnWriteArrayList<>();
    subscriptions.add(stream.subscribe(seen::add));
    return seen;
  }

  @Test
  void readsTheTicker() throws IOException {
    Ticker ticker = EXCHANGE.getMarketDataService().getTicker(CurrencyPair.BTC_USD);

    assertThat(ticker.getBid()).isLessThan(ticker.getAsk());
    assertThat(ticker.getLast()).isPositive();
  }

  @Test
  void readsTheOrderBook() throws IOException {
    OrderBook book = EXCHANGE.getMarketDataService().getOrderBook(CurrencyPair.BTC_USD);

    assertThat(book.getBids()).isNotEmpty();
    assertThat(book.getBids().getFirst().getLimitPrice())
        .isLessThan(book.getAsks().getFirst().getLimitPrice());
  }

  @Test
  void readsTrades() throws IOException {
    List<Trade> trades =
        EXCHANGE.getMarketDataService().getTrades(CurrencyPair.BTC_USD).getTrades();

    assertThat(trades).isNotEmpty().allSatisfy(trade -> assertThat(trade.getId()).isNotNull());
  }

  @Test
  void readsBalances() throws IOException {
    Wallet wallet = EXCHANGE.getAccountService().getAccountInfo().getWallet(WalletFeature.TRADING);

    assertThat(wallet.getBalance(Currency.BTC).getTotal()).isPositive();
    assertThat(wallet.getBalance(Currency.USD).getTotal()).isPositive();
  }

  @Test
  void placesAndCancelsALimitOrder() throws IOException {
    String id =
        EXCHANGE
            .getTradeService()
            .placeLimitOrder(
                new LimitOrder(
                    OrderType.BID,
                    new BigDecimal("0.1"),
                    CurrencyPair.BTC_USD,
                    null,
                    null,
                    new BigDecimal("100")));

    assertThat(EXCHANGE.getTradeService().getOpenOrders().getOpenOrders())
        .extracting(LimitOrder::getId)
        .contains(id);
    assertThat(EXCHANGE.getTradeService().cancelOrder(id)).isTrue();
    assertThat(EXCHANGE.getTradeService().getOpenOrders().getOpenOrders())
        .extracting(LimitOrder::getId)
        .doesNotContain(id);
  }

  @Test
  void streamsTrades() {
    List<Trade> trades = collect(STREAMS.getStreamingMarketDataService().getTrades(STREAMED));

    await().atMost(PATIENCE).until(() -> !trades.isEmpty());
    assertThat(trades.getFirst().getPrice()).isPositive();
  }

  @Test
  void streamsTickers() {
    List<Ticker> tickers = collect(STREAMS.getStreamingMarketDataService().getTicker(STREAMED));

    await().atMost(PATIENCE).until(() -> !tickers.isEmpty());
    assertThat(tickers.getFirst().getBid()).isLessThan(tickers.getFirst().getAsk());
  }

  @Test
  void streamsOrderBooks() {
    List<OrderBook> books = booksOfALiveSubscription();

    OrderBook book = books.getLast();
    assertThat(book.getBids().getFirst().getLimitPrice())
        .isLessThan(book.getAsks().getFirst().getLimitPrice());
  }

  /**
   * XChange's client sends a subscription while it is still computing the entry of its channel map
   * ({@code NettyStreamingService.subscribeChannel} sends within {@code computeIfAbsent}), and
   * drops what comes for a channel without an entry. A venue on loopback may answer before the
   * entry is visible: then a book loses its snapshot, and a book without one is never told. Its
   * users subscribe again on silence; the venue must serve that too.
   */
  private List<OrderBook> booksOfALiveSubscription() {
    for (int attempt = 1; ; attempt++) {
      List<OrderBook> books =
          collect(STREAMS.getStreamingMarketDataService().getOrderBook(STREAMED));
      try {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(books).hasSizeGreaterThan(1));
        return books;
      } catch (ConditionTimeoutException e) {
        if (attempt == 2) {
          throw e;
        }
        subscriptions.clear();
      }
    }
  }

  @Test
  void streamsTheAccountsOwnTrades() throws IOException {
    List<UserTrade> trades =
        collect(STREAMS.getStreamingTradeService().getUserTrades(CurrencyPair.BTC_USD));
    String id =
        EXCHANGE
            .getTradeService()
            .placeMarketOrder(
                new MarketOrder(OrderType.BID, new BigDecimal("0.1"), CurrencyPair.BTC_USD));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(trades).extracting(UserTrade::getOrderId).contains(id));
  }
}
