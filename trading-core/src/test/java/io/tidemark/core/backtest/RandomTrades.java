package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.BTC;
import static io.tidemark.core.backtest.BacktestFixture.ETH;
import static io.tidemark.core.backtest.BacktestFixture.START;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Made-up trades of one instrument or two, in bursts and with pauses, with books or without, and a
 * strategy of any kind on them; a seed gives the same. Of two instruments, what is traded in one
 * leaves enough for the other: who gets the last of the cash depends on who asks first.
 */
final class RandomTrades {

  private static final Duration LENGTH = Duration.ofMinutes(90);
  private static final InstrumentId[] INSTRUMENTS = {BTC, ETH};

  private final Random random;
  private final boolean deep;
  private final TradePlan plan;
  private final List<MarketEvent> market = new ArrayList<>();

  private RandomTrades(long seed, boolean deep) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.deep = deep;
    List<InstrumentId> traded = List.of(INSTRUMENTS).subList(0, 1 + random.nextInt(2));
    this.plan = TradeFixture.plan(BacktestPlan.NO_LIMITS, traded, strategy(traded));
    List<Iterator<MarketEvent>> recordings = new ArrayList<>();
    for (InstrumentId instrument : traded) {
      recordings.add(events(instrument, random.nextInt(3) == 0).iterator());
    }
    new MergedMarket(recordings).forEachRemaining(market::add);
  }

  /** Orders are filled bit by bit, and a position may be entered more than once. */
  static RandomTrades thin(long seed) {
    return new RandomTrades(seed, false);
  }

  /** Each order is filled by one trade or one level, and a position is entered by one order. */
  static RandomTrades deep(long seed) {
    return new RandomTrades(seed, true);
  }

  private Strategy strategy(List<InstrumentId> traded) {
    Strategy strategy =
        new RandomBacktest(random)
            .strategy("s")
            .on(traded.toArray(InstrumentId[]::new))
            .fee(any("0", "0.0026"))
            .slippage(any("0", "5"))
            .latency(Integer.parseInt(any("400", "1000", "2500")));
    if (traded.size() > 1) {
      strategy.amount(any("1000", "2000"));
    }
    if (deep) {
      return strategy.entries(null).limitsOnce();
    }
    return random.nextInt(3) == 0 ? strategy.participation("20") : strategy;
  }

  TradePlan plan() {
    return plan;
  }

  List<MarketEvent> market() {
    return market;
  }

  private List<MarketEvent> events(InstrumentId instrument, boolean withBooks) {
    List<MarketEvent> events = new ArrayList<>();
    int cents = 10_000;
    Instant time = START.plusMillis(random.nextInt(5_000));
    while (time.isBefore(START.plus(LENGTH))) {
      cents = Math.max(1_000, cents + (int) Math.round(12 * random.nextGaussian()));
      if (withBooks && random.nextInt(4) == 0) {
        events.add(book(instrument, cents, time));
      } else {
        events.add(
            new MarketTrade(
                instrument,
                "t" + events.size(),
                new Price(BigDecimal.valueOf(cents, 2)),
                quantity(4_000),
                random.nextInt(4) == 0 ? null : any(Side.BUY, Side.SELL),
                time,
                time));
      }
      time = time.plusMillis(pause());
    }
    return events;
  }

  private int pause() {
    int luck = random.nextInt(100);
    if (luck < 25) {
      return random.nextInt(3);
    }
    return luck < 80
        ? random.nextInt(3_000)
        : luck < 99 ? random.nextInt(20_000) : random.nextInt(400_000);
  }

  private OrderBook book(InstrumentId instrument, int cents, Instant time) {
    return new OrderBook(instrument, side(cents - 1, -1), side(cents + 1, 1), time, time);
  }

  private List<BookLevel> side(int best, int step) {
    List<BookLevel> levels = new ArrayList<>();
    Quantity all = Quantity.ZERO;
    for (int level = 0; level < 3; level++) {
      Quantity there = quantity(6_000);
      all = all.plus(there);
      levels.add(
          new BookLevel(
              new Price(BigDecimal.valueOf(best + (long) step * level * 3, 2)), there, all));
    }
    return levels;
  }

  private Quantity quantity(int thousandths) {
    return new Quantity(BigDecimal.valueOf((deep ? 400_000 : 1) + random.nextInt(thousandths), 3));
  }

  @SafeVarargs
  private <T> T any(T... of) {
    return of[random.nextInt(of.length)];
  }
}
