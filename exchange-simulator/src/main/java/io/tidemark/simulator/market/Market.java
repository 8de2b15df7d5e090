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

  private final Pair pair;
  private final TradeTape tape;
  private final DepthSource depth;
  private final MatchingEngine engine = new MatchingEngine();
  private final Candles candles;
  private final RollingStatistics today;
  private final RollingStatistics day;
  private int played;
  private int depthToldAt;

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

  public boolean hasEnded() {
    return played == tape.size();
  }

  /** When the next trade happens; {@code Long.MAX_VALUE} after the last. */
  public long nextMicros() {
    return hasEnded() ? Long.MAX_VALUE : tape.timeMicros(played);
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

  /** Plays the next trade: what came of it for the orders, as of the trade's time. */
  public List<MatchEvent> playNext() {
    int index = played++;
    long time = tape.timeMicros(index);
    today.add(index, time - Math.floorMod(time, DAY_MICROS));
    day.add(index, time - DAY_MICROS);
    candles.add(index);
    Instant instant = instant(time);
    List<MatchEvent> events =
        new ArrayList<>(
            engine.onTrade(
                new Price(tape.priceOf(index)),
                new Quantity(tape.amountOf(index)),
                tape.taker(index),
                instant));
    if (engine.hasOpenOrders()) {
      events.addAll(tellDepth(instant));
    }
    return events;
  }

  /** The engine, told the displayed depth of now. */
  public MatchingEngine engine() {
    if (depthToldAt != played) {
      tellDepth(instant(tape.timeMicros(played - 1)));
    }
    return engine;
  }

  private List<MatchEvent> tellDepth(Instant time) {
    Depth now = depth.after(played);
    depthToldAt = played;
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
