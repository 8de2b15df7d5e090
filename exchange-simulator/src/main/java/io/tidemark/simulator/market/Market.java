package io.tidemark.simulator.market;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.core.fill.EngineSnapshot;
import io.tidemark.core.fill.EngineSnapshot.OrderState;
import io.tidemark.core.fill.MatchEvent;
import io.tidemark.core.fill.MatchingEngine;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.simulator.tape.TradeTape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** One market: its tape, how far it was played, its book and the orders in it. */
public final class Market {

  private static final long DAY_MICROS = 86_400_000_000L;

  /** Fewer trades than this are as quickly played as skipped. */
  private static final int LEAST_SKIP = 20_000;

  private final Pair pair;
  private final TradeTape tape;
  private final DepthSource depth;
  private final MatchingEngine engine = new MatchingEngine();
  private final Candles candles;
  private final RollingStatistics today;
  private final RollingStatistics day;
  private int played;
  private long depthTold = Long.MIN_VALUE;

  public Market(Pair pair, TradeTape tape, DepthSource depth) {
    this.pair = pair;
    this.tape = tape;
    this.depth = depth;
    this.candles = new Candles(tape);
    this.today = new RollingStatistics(tape);
    this.day = new RollingStatistics(tape);
  }

  public Pair pair() {
    return pair;
  }

  public TradeTape tape() {
    return tape;
  }

  /** How many trades have happened; 1 or above once the venue is open. */
  public int played() {
    return played;
  }

  /** Whether every trade and every change of the book has happened. */
  public boolean hasEnded() {
    return nextMicros() == Long.MAX_VALUE;
  }

  /** When the next trade or change of the book happens; {@code Long.MAX_VALUE} after the last. */
  public long nextMicros() {
    return Math.min(nextTradeMicros(), depth.nextMicros());
  }

  /** Whether a trade is next; at one time trades come before changes of the book. */
  public boolean isTradeNext() {
    return nextTradeMicros() <= depth.nextMicros() && played < tape.size();
  }

  private long nextTradeMicros() {
    return played == tape.size() ? Long.MAX_VALUE : tape.timeMicros(played);
  }

  /** When it traded last; {@code Long.MIN_VALUE} if it has not. */
  public long lastMicros() {
    return played == 0 ? Long.MIN_VALUE : tape.timeMicros(played - 1);
  }

  /** The first time at which it has traded and shows a book. */
  public long startMicros() {
    return Math.max(tape.timeMicros(0), depth.startMicros());
  }

  /** Whether its book was recorded; else it is modelled. */
  public boolean hasRecordedDepth() {
    return depth.isRecorded();
  }

  public Candles candles() {
    return candles;
  }

  /** Since midnight UTC. */
  public RollingStatistics today() {
    return today;
  }

  /** The last 24 hours. */
  public RollingStatistics day() {
    return day;
  }

  public Price lastPrice() {
    return new Price(tape.priceOf(played - 1));
  }

  /** Plays what is next: what came of it for the orders, as of its time. */
  public List<MatchEvent> playNext() {
    return isTradeNext() ? playTrade() : stepDepth();
  }

  private List<MatchEvent> stepDepth() {
    long time = depth.nextMicros();
    depth.step();
    return tellDepth(instant(time));
  }

  private List<MatchEvent> playTrade() {
    int index = played++;
    long time = tape.timeMicros(index);
    today.add(index, time - Math.floorMod(time, DAY_MICROS));
    day.add(index, time - DAY_MICROS);
    candles.add(index);
    List<MatchEvent> events = new ArrayList<>(tellTrade(index));
    if (engine.hasOpenOrders() && depth.edition(played) != depthTold) {
      events.addAll(tellDepth(instant(time)));
    }
    return events;
  }

  /**
   * Goes on as {@link #playNext()} does, up to and with a time, at the cost of the last days only.
   * Does nothing if there are open orders, or little to skip.
   */
  public void skipTo(long micros) {
    int target = tape.firstAfter(micros);
    if (engine.hasOpenOrders() || target - played < LEAST_SKIP) {
      return;
    }
    int last = target - 1;
    long time = tape.timeMicros(last);
    today.restart(time - Math.floorMod(time, DAY_MICROS), target);
    day.restart(time - DAY_MICROS, target);
    candles.restart(target);
    replayToEngine(micros, target);
    played = target;
  }

  /** A modelled book is told anew when it is looked at; of a recorded one no trade may be lost. */
  private void replayToEngine(long micros, int target) {
    int first = depth.isRecorded() ? played : target - 1;
    long toldAt = Long.MIN_VALUE;
    while (depth.nextMicros() <= micros && depth.nextMicros() != Long.MAX_VALUE) {
      toldAt = depth.nextMicros();
      depth.step();
    }
    if (toldAt != Long.MIN_VALUE) {
      tellDepth(instant(toldAt));
      first = Math.max(first, tape.firstAfter(toldAt));
    }
    for (int i = first; i < target; i++) {
      tellTrade(i);
    }
  }

  private List<MatchEvent> tellTrade(int index) {
    return engine.onTrade(
        new Price(tape.priceOf(index)),
        new Quantity(tape.amountOf(index)),
        tape.taker(index),
        instant(tape.timeMicros(index)));
  }

  /** The engine, told the displayed depth of now. */
  public MatchingEngine engine() {
    if (depthTold != depth.edition(played)) {
      tellDepth(instant(tape.timeMicros(played - 1)));
    }
    return engine;
  }

  private List<MatchEvent> tellDepth(Instant time) {
    Depth now = depth.after(played);
    depthTold = depth.edition(played);
    return engine.onDepth(now.bids(), now.asks(), time);
  }

  /** The book that clients see: what is displayed and not yet taken, and the orders resting. */
  public Depth book() {
    EngineSnapshot snapshot = engine().snapshot();
    return new Depth(
        withResting(Side.BUY, snapshot.bids(), snapshot.orders()),
        withResting(Side.SELL, snapshot.asks(), snapshot.orders()));
  }

  private static List<DepthLevel> withResting(
      Side side, List<DepthLevel> displayed, Collection<OrderState> orders) {
    List<DepthLevel> resting =
        orders.stream()
            .filter(o -> o.order().type() == OrderType.LIMIT && o.order().side() == side)
            .map(Market::level)
            .toList();
    if (resting.isEmpty()) {
      return displayed;
    }
    Comparator<Price> bestFirst =
        side == Side.BUY ? Comparator.reverseOrder() : Comparator.naturalOrder();
    TreeMap<Price, DepthLevel> levels = new TreeMap<>(bestFirst);
    displayed.forEach(level -> levels.put(level.price(), level));
    for (DepthLevel level : resting) {
      levels.merge(
          level.price(),
          level,
          (a, b) -> new DepthLevel(a.price(), a.quantity().plus(b.quantity())));
    }
    return List.copyOf(levels.values());
  }

  private static DepthLevel level(OrderState state) {
    Price limit = state.order().price();
    if (limit == null) {
      throw new IllegalStateException("limit order without a price: " + state.order());
    }
    return new DepthLevel(limit, state.order().quantity().minus(state.filled()));
  }

  /** Microseconds since the epoch as an instant. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
