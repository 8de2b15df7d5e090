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
 * Made-up trades, in bursts and with pauses, on some markets with books, and a strategy of any kind
 * on them; a seed gives the same.
 */
final class RandomTrades {

  private static final Duration LENGTH = Duration.ofMinutes(90);
  private static final InstrumentId[] INSTRUMENTS = {BTC, ETH};

  private final Random random;
  private final TradePlan plan;
  private final List<MarketEvent> market = new ArrayList<>();

  private RandomTrades(long seed) {
    this.random = new Random(seed);
    List<InstrumentId> traded = List.of(INSTRUMENTS).subList(0, 1 + random.nextInt(2));
    Strategy strategy =
        new RandomBacktest(random)
            .strategy("s")
            .on(traded.toArray(InstrumentId[]::new))
            .fee(any("0", "0.0026"))
            .slippage(any("0", "5"))
            .latency(Integer.parseInt(any("400", "1000", "2500")));
    if (random.nextInt(3) == 0) {
      strategy.participation("20");
    }
    this.plan = TradeFixture.plan(BacktestPlan.NO_LIMITS, traded, strategy);
    List<Iterator<MarketEvent>> recordings = new ArrayList<>();
    for (InstrumentId instrument : traded) {
      recordings.add(events(instrument, random.nextInt(3) == 0).iterator());
    }
    new MergedMarket(recordings).forEachRemaining(market::add);
  }

  static RandomTrades of(long seed) {
    return new RandomTrades(seed);
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
                new Quantity(BigDecimal.valueOf(1 + random.nextInt(4_000), 3)),
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
      Quantity there = new Quantity(BigDecimal.valueOf(1 + random.nextInt(6_000), 3));
      all = all.plus(there);
      levels.add(
          new BookLevel(
              new Price(BigDecimal.valueOf(best + (long) step * level * 3, 2)), there, all));
    }
    return levels;
  }

  @SafeVarargs
  private <T> T any(T... of) {
    return of[random.nextInt(of.length)];
  }
}
