package io.tidemark.backfiller;

import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeCapabilities.CandleSource;
import io.tidemark.exchange.ExchangeCapabilities.OrderSupport;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.DataFault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A venue's history as a test writes it down, told the way that its kind of venue tells it. */
public final class ScriptedVenue {

  private static final int TRADES_A_PAGE = 50;

  private final String name;
  private final TradeHistory history;
  private final Set<Timeframe> timeframes;
  private final Supplier<Instant> clock;
  private final List<InstrumentDetails> listed = new CopyOnWriteArrayList<>();
  private final List<MarketTrade> trades = new CopyOnWriteArrayList<>();
  private final Map<InstrumentId, Set<Bar>> candles = new ConcurrentHashMap<>();
  private final List<InvalidData> invalid = new CopyOnWriteArrayList<>();
  private final Map<InstrumentId, Supplier<? extends Throwable>> failures =
      new ConcurrentHashMap<>();
  private final Map<InstrumentId, AtomicInteger> tradeRequests = new ConcurrentHashMap<>();
  private final Map<InstrumentId, AtomicInteger> candleRequests = new ConcurrentHashMap<>();
  private volatile int candlesAPage = 100;
  private volatile int recentTrades = 3;

  /**
   * @param timeframes of which it has candles
   */
  public ScriptedVenue(
      String name, TradeHistory history, Set<Timeframe> timeframes, Supplier<Instant> clock) {
    this.name = name;
    this.history = history;
    this.timeframes = timeframes;
    this.clock = clock;
  }

  /** The venue as the service sees it. */
  public ExchangeGateway gateway() {
    return (ExchangeGateway)
        Proxy.newProxyInstance(
            ExchangeGateway.class.getClassLoader(),
            new Class<?>[] {ExchangeGateway.class},
            (proxy, method, arguments) -> {
              try {
                return ScriptedVenue.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(this, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  /** Lists an instrument. */
  public InstrumentId list(String symbol, boolean tradable) {
    InstrumentId instrument = InstrumentId.of(name, symbol);
    BigDecimal step = new BigDecimal("0.01");
    listed.add(
        new InstrumentDetails(
            instrument,
            symbol,
            new InstrumentRules(
                step, step, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO),
            tradable));
    return instrument;
  }

  /** Lets a trade have happened. */
  public void trade(MarketTrade trade) {
    trades.add(trade);
  }

  /** Has a candle of its own. */
  public void candle(InstrumentId instrument, Bar bar) {
    candles
        .computeIfAbsent(
            instrument,
            each ->
                new ConcurrentSkipListSet<>(
                    Comparator.comparing(Bar::timeframe).thenComparing(Bar::openTime)))
        .add(bar);
  }

  /** Tells an impossible candle in place of the one of a slot. */
  public void impossible(InstrumentId instrument, Instant open) {
    invalid.add(
        new InvalidData(
            instrument,
            MarketChannel.CANDLES,
            DataFault.HIGH_BELOW_LOW,
            "high and low must enclose open and close",
            "Candle[open=" + open + "]",
            open));
  }

  /** Tells nothing impossible any more. */
  public void mend() {
    invalid.clear();
  }

  /** Every read of an instrument's history fails so; null for none. */
  public void fail(InstrumentId instrument, @Nullable Supplier<? extends Throwable> failure) {
    if (failure == null) {
      failures.remove(instrument);
    } else {
      failures.put(instrument, failure);
    }
  }

  public void setCandlesAPage(int number) {
    candlesAPage = number;
  }

  public void setRecentTrades(int number) {
    recentTrades = number;
  }

  public int tradeRequests(InstrumentId instrument) {
    return of(tradeRequests, instrument).get();
  }

  public int candleRequests(InstrumentId instrument) {
    return of(candleRequests, instrument).get();
  }

  private static AtomicInteger of(
      Map<InstrumentId, AtomicInteger> requests, InstrumentId instrument) {
    return requests.computeIfAbsent(instrument, key -> new AtomicInteger());
  }

  public String exchange() {
    return name;
  }

  public Instant serverTime() {
    return clock.get();
  }

  public List<InstrumentDetails> instruments() {
    return List.copyOf(listed);
  }

  public void close() {}

  public ExchangeCapabilities capabilities() {
    return new ExchangeCapabilities(
        name,
        timeframes.isEmpty() ? CandleSource.TRADES : CandleSource.RAW,
        timeframes,
        history,
        Set.of(),
        false,
        0,
        OrderSupport.NONE,
        false,
        Set.of());
  }

  public CandlePage candles(InstrumentId instrument, Timeframe timeframe, Instant from, Instant to)
      throws Throwable {
    of(candleRequests, instrument).incrementAndGet();
    failIfTold(instrument);
    Instant back = timeframe.openOf(to.minus(timeframe.nominalLength().multipliedBy(candlesAPage)));
    Instant start = back.isAfter(from) ? back : from;
    List<Bar> bars =
        candles.getOrDefault(instrument, Set.of()).stream()
            .filter(bar -> bar.timeframe() == timeframe)
            .filter(bar -> !bar.openTime().isBefore(start) && bar.openTime().isBefore(to))
            .filter(bar -> !bar.closeTime().isAfter(clock.get()))
            .filter(bar -> invalid.stream().noneMatch(row -> isOf(row, instrument, bar.openTime())))
            .toList();
    List<InvalidData> wrong =
        invalid.stream()
            .filter(row -> instrument.equals(row.instrument()))
            .filter(row -> !row.observedAt().isBefore(start) && row.observedAt().isBefore(to))
            .toList();
    return new CandlePage(bars, start, start.isAfter(from), wrong);
  }

  private static boolean isOf(InvalidData row, InstrumentId instrument, Instant open) {
    return instrument.equals(row.instrument()) && row.observedAt().equals(open);
  }

  public TradePage trades(InstrumentId instrument, TradeCursor cursor) throws Throwable {
    of(tradeRequests, instrument).incrementAndGet();
    failIfTold(instrument);
    List<MarketTrade> all =
        new ArrayList<>(
            trades.stream()
                .filter(trade -> trade.instrument().equals(instrument))
                .filter(trade -> !trade.eventTime().isAfter(clock.get()))
                .sorted(Comparator.comparing(MarketTrade::eventTime))
                .toList());
    if (history == TradeHistory.RECENT) {
      return new TradePage(
          all.subList(Math.max(0, all.size() - recentTrades), all.size()),
          cursor,
          false,
          List.of());
    }
    all.removeIf(trade -> !trade.eventTime().isAfter(cursor.from()));
    List<MarketTrade> page = all.subList(0, Math.min(TRADES_A_PAGE, all.size()));
    return new TradePage(
        page,
        page.isEmpty() ? cursor : new TradeCursor(page.getLast().eventTime(), null),
        page.size() < all.size(),
        List.of());
  }

  private void failIfTold(InstrumentId instrument) throws Throwable {
    Supplier<? extends Throwable> failure = failures.get(instrument);
    if (failure != null) {
      throw failure.get();
    }
  }
}
