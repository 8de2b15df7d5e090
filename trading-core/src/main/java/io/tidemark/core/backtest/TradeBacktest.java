package io.tidemark.core.backtest;

import io.tidemark.core.engine.PaperVenue;
import io.tidemark.core.engine.PaperVenueConfiguration;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.SignalRaised;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * A backtest on recorded trades, and books and tickers where there are any: what the suite does on
 * paper with the same market. Bars are built by what builds them live, and told once the market has
 * passed their close by the grace; decisions act from their bar's close plus the latency on; orders
 * are matched against trades, or the book where one was told; stops and targets are held against
 * each trade. What an order got is known once the market has passed it by the grace.
 *
 * <p>At one instant, fills come first, then bars of all instruments, then decisions in order of
 * instrument and strategy, then what the market does. The market is read once, event by event, and
 * only the latest of it is held.
 */
public final class TradeBacktest {

  private static final int EVENTS_A_CALL = 1 << 15;
  private static final int EXPECTED_BARS = 1 << 10;

  /** As the suite's paper venue looks back. */
  private static final Duration HISTORY = Duration.ofMinutes(10);

  /** While an order works and nothing happens, the venue's clock goes on in such steps. */
  private static final Duration CLOCK = Duration.ofSeconds(1);

  private final TradePlan plan;
  private final AccountTerms account;
  private final RunNotes notes;
  private final TradingBus bus;
  private final SortedMap<InstrumentId, TradeLane> lanes = new TreeMap<>();
  private TradeLane lane;
  private Instant now = Instant.MIN;
  private Instant due = Instant.MAX;
  private Instant barEnds = Instant.MAX;
  private boolean begun;

  private TradeBacktest(TradePlan plan, StrategyRegistry registry, Consumer<BarsClosed> listener) {
    this.plan = plan;
    this.account = plan.account();
    this.notes = new RunNotes(plan.timeframe(), EXPECTED_BARS);
    PaperTerms paper = plan.paper();
    this.bus =
        new TradingBus(
            account.positions(),
            account.execution(),
            new PaperVenueConfiguration(
                AccountTerms.ACCOUNT,
                account.allRules(),
                account.balances(),
                paper.fills(),
                paper.latency(),
                paper.grace(),
                HISTORY,
                plan.shortsAllowed()),
            notes::event,
            this::tellArrears);
    for (InstrumentId instrument : plan.instruments()) {
      lanes.put(
          instrument,
          new TradeLane(
              instrument,
              plan,
              account.scan(instrument, registry),
              new Backlog(lookingBack(paper), HISTORY),
              bus,
              listener));
    }
    this.lane = lanes.firstEntry().getValue();
  }

  /** An order looks back to the decision, and for some slippage over half of the history. */
  private static Duration lookingBack(PaperTerms paper) {
    boolean overActivity = paper.fills().slippage().kind() == SlippageModel.Kind.SQUARE_ROOT;
    Duration activity = overActivity ? HISTORY : Duration.ZERO;
    return activity.compareTo(paper.grace()) > 0 ? activity : paper.grace();
  }

  /**
   * Runs a plan with the strategies that ship.
   *
   * @param market as {@link #run(TradePlan, StrategyRegistry, Iterator, LongPredicate, Consumer)}
   *     reads it
   */
  public static BacktestResult run(TradePlan plan, Iterator<? extends MarketEvent> market) {
    return run(plan, StrategyRegistry.standard(), market, _ -> true, _ -> {});
  }

  /**
   * Runs a plan.
   *
   * @param market trades, books and tickers of the plan's instruments in order of event time; of
   *     one instant, in the order they are to be taken
   * @param goesOn asked now and then with the number of events done; false ends the run there
   * @param listener is told the bars of all timeframes as they are closed
   * @throws IllegalArgumentException if a strategy does not fit, or the market is not in order, of
   *     another instrument, holds bars, or a trade twice or of nothing
   * @throws IllegalStateException if a strategy fails
   */
  public static BacktestResult run(
      TradePlan plan,
      StrategyRegistry registry,
      Iterator<? extends MarketEvent> market,
      LongPredicate goesOn,
      Consumer<BarsClosed> listener) {
    return new TradeBacktest(plan, registry, listener).run(market, goesOn);
  }

  private BacktestResult run(Iterator<? extends MarketEvent> market, LongPredicate goesOn) {
    boolean more = true;
    for (long done = 1; more && market.hasNext(); done++) {
      take(market.next());
      more = done % EVENTS_A_CALL != 0 || goesOn.test(done);
    }
    return result();
  }

  private void take(MarketEvent event) {
    Instant time = event.eventTime();
    if (time.isBefore(now)) {
      throw new IllegalArgumentException(
          "the market must be told in order of time: %s of %s comes after %s"
              .formatted(time, event.instrument(), now));
    }
    TradeLane of = laneOf(event.instrument());
    if (!time.isBefore(barEnds)) {
      goTo(barEnds);
      notes.equity(barEnds.toEpochMilli(), equity());
      barEnds = Instant.MAX;
    }
    goTo(time);
    if (event instanceof MarketTrade && barEnds.equals(Instant.MAX)) {
      beginBar(time);
    }
    of.take(event);
    if (of.due().isBefore(due)) {
      due = of.due();
    }
  }

  private TradeLane laneOf(InstrumentId instrument) {
    if (!instrument.equals(lane.instrument())) {
      TradeLane found = lanes.get(instrument);
      if (found == null) {
        throw new IllegalArgumentException(
            "the market must be of %s, was of %s".formatted(lanes.keySet(), instrument));
      }
      lane = found;
    }
    return lane;
  }

  private void beginBar(Instant time) {
    Instant open = plan.timeframe().openOf(time);
    barEnds = plan.timeframe().closeOf(open);
    if (!begun) {
      begun = true;
      notes.equity(open.toEpochMilli(), plan.initialCash().doubleValue());
    }
  }

  /** The market has come to an instant: what is known by then is told. */
  private void goTo(Instant time) {
    while (!due.isAfter(time)) {
      tickTo(due);
      bus.advanceTo(due);
      closeBars();
    }
    tickTo(time);
  }

  private void tickTo(Instant time) {
    if (now.isBefore(time) && bus.isWorking()) {
      for (Instant at = now.plus(CLOCK);
          at.isBefore(time) && bus.isWorking();
          at = at.plus(CLOCK)) {
        bus.advanceTo(at);
      }
      bus.advanceTo(time);
    }
    now = time;
  }

  /** Closes what is due in all lanes, then decides. */
  private void closeBars() {
    Instant at = due;
    List<TradeLane> closing = new ArrayList<>();
    for (TradeLane one : lanes.values()) {
      if (one.due().equals(at)) {
        one.close();
        closing.add(one);
      }
    }
    for (TradeLane one : closing) {
      for (SignalRaised signal : one.signals()) {
        notes.signal(signal);
        bus.tell(signal, at);
      }
    }
    due = Instant.MAX;
    for (TradeLane one : lanes.values()) {
      due = one.due().isBefore(due) ? one.due() : due;
    }
  }

  /** What is short is valued at its last price before another order is taken. */
  private void tellArrears(InstrumentId instrument, PaperVenue venue) {
    for (TradeLane one : lanes.values()) {
      if (one.instrument().equals(instrument) || one.isWatched()) {
        one.tellArrears(venue);
      }
    }
  }

  private double equity() {
    double value = bus.cash();
    for (TradeLane one : lanes.values()) {
      value += one.value();
    }
    return value;
  }

  private BacktestResult result() {
    if (begun) {
      Instant end = now;
      tickTo(end.plus(plan.paper().grace()));
      notes.equity(end.toEpochMilli(), equity());
    } else {
      notes.equity(Instant.EPOCH.toEpochMilli(), plan.initialCash().doubleValue());
    }
    return notes.result(
        bus.positions(),
        plan.quoteCurrency(),
        this::end,
        lanes.values().stream().mapToLong(TradeLane::bars).sum(),
        lanes.values().stream().mapToLong(TradeLane::incompleteBars).sum());
  }

  private TradeRows.End end(InstrumentId instrument) {
    MarketTrade last = laneOf(instrument).lastTrade();
    return new TradeRows.End(
        last.price(), last.eventTime(), account.rulesOf(instrument).takerFeeRate());
  }
}
