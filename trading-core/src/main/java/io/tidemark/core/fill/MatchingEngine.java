package io.tidemark.core.fill;

import io.tidemark.core.fill.EngineSnapshot.OrderState;
import io.tidemark.core.fill.MatchEvent.Accepted;
import io.tidemark.core.fill.MatchEvent.Amended;
import io.tidemark.core.fill.MatchEvent.Cancelled;
import io.tidemark.core.fill.MatchEvent.Filled;
import io.tidemark.core.fill.MatchEvent.Refused;
import io.tidemark.core.fill.MatchEvent.Triggered;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The working orders of one instrument against a market told by recorded trades and, where there is
 * one, a displayed book. A deterministic state machine: the same calls give the same events, with
 * the same sequence numbers. Not safe for use by several threads.
 *
 * <p>Taking. Market orders, and limit orders at prices the other side reaches, walk the displayed
 * levels from the best, as TAKER. What they take is gone until the next {@link #onDepth}, so two
 * orders in a row never take the same quantity. A market order that finds the depth exhausted keeps
 * working: it goes on with the next depth, before any limit order, oldest first. If no depth was
 * ever told, market orders take from the trades that follow, at those trades' prices.
 *
 * <p>A market, stop or target order with a worst price waits rather than trade beyond it.
 *
 * <p>Making. A resting limit order fills as MAKER, at its limit:
 *
 * <ul>
 *   <li>when a trade passes its limit, up to the trade's quantity
 *   <li>when a trade is at its limit and its taker is on the other side or unknown, after the
 *       quantity that was displayed at that price when the order was placed has traded there
 *   <li>when the displayed book comes to its limit from the other side, up to what is displayed
 *   <li>when another account's order takes it; at one price what is displayed trades first
 * </ul>
 *
 * Several orders share a trade by price, then age; no part of a trade is given out twice.
 *
 * <p>Stops and targets trigger on the price of a recorded trade (our own fills do not move the
 * market) and are market orders from then on, the youngest. A trade also clears the displayed
 * levels that it shows to be gone: bids above its price and asks below. An order that would trade
 * with an older one of its own account is cancelled instead.
 */
public final class MatchingEngine {

  private final OpenOrders orders = new OpenOrders();
  private final DisplayedSide displayedBids = new DisplayedSide(Side.BUY);
  private final DisplayedSide displayedAsks = new DisplayedSide(Side.SELL);
  private List<MatchEvent> events = new ArrayList<>();
  private @Nullable Price lastTrade;
  private boolean depthSeen;
  private long sequence;
  private long priority;

  /** An engine without orders that knows nothing of the market. */
  public MatchingEngine() {}

  private MatchingEngine(EngineSnapshot snapshot) {
    displayedBids.replace(snapshot.bids());
    displayedAsks.replace(snapshot.asks());
    depthSeen = snapshot.depthSeen();
    lastTrade = snapshot.lastTrade();
    sequence = snapshot.sequence();
    priority = snapshot.priority();
    for (OrderState state : snapshot.orders()) {
      OpenOrder order = new OpenOrder(state);
      orders.add(order);
      orders.place(order);
    }
  }

  /** An engine that goes on where the snapshot was taken. */
  public static MatchingEngine restore(EngineSnapshot snapshot) {
    return new MatchingEngine(snapshot);
  }

  /** The whole state. */
  public EngineSnapshot snapshot() {
    return new EngineSnapshot(
        openOrders(),
        displayedBids.levels(),
        displayedAsks.levels(),
        depthSeen,
        lastTrade,
        sequence,
        priority);
  }

  /** Every open order, oldest priority first. */
  public List<OrderState> openOrders() {
    return orders.states();
  }

  public boolean hasOpenOrders() {
    return !orders.isEmpty();
  }

  /** The price of the latest trade, if there was one. */
  public Optional<Price> lastTrade() {
    return Optional.ofNullable(lastTrade);
  }

  /** Takes an order in; what it can take at once it takes. */
  public List<MatchEvent> submit(WorkingOrder order, Instant now) {
    if (orders.contains(order.orderId())) {
      return refuse(order.orderId(), RefusalReason.DUPLICATE_ORDER, now);
    }
    OpenOrder placed =
        new OpenOrder(new OrderState(order, Quantity.ZERO, Quantity.ZERO, ++priority, false));
    if (order.postOnly() && wouldTake(placed)) {
      return refuse(order.orderId(), RefusalReason.WOULD_TAKE, now);
    }
    orders.add(placed);
    events.add(new Accepted(order.orderId(), now, ++sequence));
    if (placed.awaitsTrigger()) {
      orders.place(placed);
      triggerReached(now);
    } else {
      work(placed, now);
    }
    return takeEvents();
  }

  /**
   * Changes an open order. Less quantity at the same price keeps its place in the queue; anything
   * else loses it.
   *
   * @param quantity the new whole quantity, what is filled included; above zero
   * @param price the new limit or trigger; null leaves it as it is
   */
  public List<MatchEvent> amend(
      String orderId, Quantity quantity, @Nullable Price price, Instant now) {
    OpenOrder order = orders.find(orderId);
    if (order == null) {
      return refuse(orderId, RefusalReason.UNKNOWN_ORDER, now);
    }
    WorkingOrder before = order.order();
    if (price != null && before.type() == OrderType.MARKET) {
      return refuse(orderId, RefusalReason.PRICE_NOT_APPLICABLE, now);
    }
    if (quantity.compareTo(order.filled()) <= 0) {
      return refuse(orderId, RefusalReason.QUANTITY_NOT_ABOVE_FILLED, now);
    }
    Price newPrice = price == null ? before.price() : price;
    boolean keepsPlace =
        Objects.equals(newPrice, before.price()) && quantity.compareTo(before.quantity()) <= 0;
    order.amend(quantity, newPrice);
    if (before.postOnly() && !keepsPlace && wouldTake(order)) {
      order.amend(before.quantity(), before.price());
      return refuse(orderId, RefusalReason.WOULD_TAKE, now);
    }
    events.add(new Amended(orderId, quantity, newPrice, now, ++sequence));
    if (!keepsPlace) {
      requeue(order, now);
    }
    return takeEvents();
  }

  private void requeue(OpenOrder order, Instant now) {
    orders.withdraw(order);
    order.queue(++priority, Quantity.ZERO);
    if (order.awaitsTrigger()) {
      orders.place(order);
      triggerReached(now);
    } else {
      work(order, now);
    }
  }

  /** Ends an open order. */
  public List<MatchEvent> cancel(String orderId, Instant now) {
    OpenOrder order = orders.find(orderId);
    if (order == null) {
      return refuse(orderId, RefusalReason.UNKNOWN_ORDER, now);
    }
    end(order, CancelReason.REQUESTED, now);
    return takeEvents();
  }

  /**
   * The market traded.
   *
   * @param quantity above zero
   * @param taker the side that took; null if it is not known
   * @throws IllegalArgumentException if the quantity is 0
   */
  public List<MatchEvent> onTrade(
      Price price, Quantity quantity, @Nullable Side taker, Instant time) {
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity of a trade must be above 0, was 0");
    }
    lastTrade = price;
    displayedBids.dropBetterThan(price);
    displayedAsks.dropBetterThan(price);
    Quantity left = quantity;
    for (Side side : Side.values()) {
      left = fillPassed(side, price, left, time);
    }
    for (Side side : Side.values()) {
      if (taker != side) {
        left = fillReached(side, price, left, time);
      }
    }
    if (!depthSeen) {
      fillUnpriced(price, left, time);
    }
    triggerReached(time);
    return takeEvents();
  }

  private Quantity fillPassed(Side side, Price price, Quantity quantity, Instant time) {
    Quantity left = quantity;
    for (OpenOrder order : orders.resting(side).betterThan(price)) {
      Quantity part = order.remaining().min(left);
      left = left.minus(part);
      fill(order, order.price(), part, Liquidity.MAKER, time);
    }
    return left;
  }

  /**
   * Each order's queue counts the displayed quantity before it, our own orders apart: what passes
   * the first order's queue fills it, and only that is gone for the next one.
   */
  private Quantity fillReached(Side side, Price price, Quantity quantity, Instant time) {
    Quantity left = quantity;
    for (OpenOrder order : orders.resting(side).at(price)) {
      Quantity past = left.minus(left.min(order.queueAhead()));
      order.consumeQueue(left);
      Quantity part = order.remaining().min(past);
      left = left.minus(part);
      fill(order, price, part, Liquidity.MAKER, time);
    }
    return left;
  }

  private void fillUnpriced(Price price, Quantity quantity, Instant time) {
    Quantity left = quantity;
    for (OpenOrder order : orders.unpriced()) {
      Quantity part = order.reaches(price) ? order.remaining().min(left) : Quantity.ZERO;
      left = left.minus(part);
      fill(order, price, part, Liquidity.TAKER, time);
    }
  }

  /**
   * The displayed book is now this, whatever was taken from the one before.
   *
   * @param bids from best (highest) to worst; may be empty
   * @param asks from best (lowest) to worst; may be empty
   * @throws IllegalArgumentException if a side is not ordered from best to worst
   */
  public List<MatchEvent> onDepth(List<DepthLevel> bids, List<DepthLevel> asks, Instant time) {
    depthSeen = true;
    displayedBids.replace(bids);
    displayedAsks.replace(asks);
    for (OpenOrder order : orders.unpriced()) {
      take(order, time);
    }
    for (Side side : Side.values()) {
      makeAgainstDisplayed(side, time);
    }
    return takeEvents();
  }

  private void makeAgainstDisplayed(Side side, Instant time) {
    OpenOrder order = orders.resting(side).best();
    DepthLevel level = displayed(side.opposite()).best();
    while (order != null && level != null && order.reaches(level.price())) {
      Quantity part = order.remaining().min(level.quantity());
      displayed(side.opposite()).takeFromBest(part);
      fill(order, order.price(), part, Liquidity.MAKER, time);
      order = orders.resting(side).best();
      level = displayed(side.opposite()).best();
    }
  }

  private void triggerReached(Instant time) {
    Price last = lastTrade;
    if (last == null) {
      return;
    }
    for (OpenOrder order : orders.awaitingTrigger()) {
      if (order.isTriggeredBy(last)) {
        orders.withdraw(order);
        order.trigger(++priority);
        events.add(new Triggered(order.id(), last, time, ++sequence));
        work(order, time);
      }
    }
  }

  /** Takes what can be taken; the rest of the order waits, rests or ends. */
  private void work(OpenOrder order, Instant now) {
    take(order, now);
    if (!order.isWorking()) {
      return;
    }
    if (order.order().timeInForce() == TimeInForce.IOC) {
      end(order, CancelReason.UNFILLED_REMAINDER, now);
      return;
    }
    if (order.isLimit()) {
      order.queue(order.priority(), displayed(order.side()).quantityAt(order.price()));
      orders.place(order);
      offerToUnpriced(order.side().opposite(), now);
    } else {
      orders.place(order);
    }
  }

  /** A new resting order may be what market orders of the other side were waiting for. */
  private void offerToUnpriced(Side takers, Instant now) {
    for (OpenOrder order : orders.unpriced()) {
      if (order.side() == takers) {
        take(order, now);
      }
    }
  }

  private void take(OpenOrder taker, Instant now) {
    Side makers = taker.side().opposite();
    while (taker.isWorking()) {
      DepthLevel level = displayed(makers).best();
      OpenOrder maker = orders.resting(makers).best();
      if (maker != null
          && (level == null || PriceOrder.isBetter(makers, maker.price(), level.price()))) {
        if (!taker.reaches(maker.price())) {
          return;
        }
        takeResting(taker, maker, now);
      } else if (level != null && taker.reaches(level.price())) {
        takeDisplayed(taker, level, now);
      } else {
        return;
      }
    }
  }

  private void takeResting(OpenOrder taker, OpenOrder maker, Instant now) {
    if (maker.order().account().equals(taker.order().account())) {
      end(taker, CancelReason.SELF_TRADE, now);
      return;
    }
    Quantity part = taker.remaining().min(maker.remaining());
    Price price = maker.price();
    fill(maker, price, part, Liquidity.MAKER, now);
    fill(taker, price, part, Liquidity.TAKER, now);
  }

  private void takeDisplayed(OpenOrder taker, DepthLevel level, Instant now) {
    Side makers = taker.side().opposite();
    Quantity part = taker.remaining().min(level.quantity());
    displayed(makers).takeFromBest(part);
    orders.resting(makers).displayedTraded(level.price(), part);
    fill(taker, level.price(), part, Liquidity.TAKER, now);
  }

  private boolean wouldTake(OpenOrder order) {
    Side makers = order.side().opposite();
    DepthLevel level = displayed(makers).best();
    OpenOrder maker = orders.resting(makers).best();
    return (level != null && order.reaches(level.price()))
        || (maker != null && order.reaches(maker.price()));
  }

  private void fill(
      OpenOrder order, Price price, Quantity quantity, Liquidity liquidity, Instant time) {
    if (quantity.isZero()) {
      return;
    }
    order.fill(quantity);
    Quantity remaining = order.remaining();
    if (remaining.isZero()) {
      remove(order);
    }
    events.add(new Filled(order.id(), price, quantity, remaining, liquidity, time, ++sequence));
  }

  private void end(OpenOrder order, CancelReason reason, Instant time) {
    remove(order);
    events.add(new Cancelled(order.id(), order.remaining(), reason, time, ++sequence));
  }

  private void remove(OpenOrder order) {
    order.end();
    orders.remove(order);
  }

  private List<MatchEvent> refuse(String orderId, RefusalReason reason, Instant now) {
    events.add(new Refused(orderId, reason, now, ++sequence));
    return takeEvents();
  }

  private List<MatchEvent> takeEvents() {
    List<MatchEvent> taken = List.copyOf(events);
    events = new ArrayList<>();
    return taken;
  }

  private DisplayedSide displayed(Side side) {
    return side == Side.BUY ? displayedBids : displayedAsks;
  }
}
