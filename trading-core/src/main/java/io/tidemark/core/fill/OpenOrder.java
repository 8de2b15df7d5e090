package io.tidemark.core.fill;

import io.tidemark.core.fill.EngineSnapshot.OrderState;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The changing state of one open order. */
final class OpenOrder {

  private WorkingOrder order;
  private Quantity filled;
  private Quantity queueAhead;
  private long priority;
  private boolean triggered;
  private boolean ended;

  OpenOrder(OrderState state) {
    this.order = state.order();
    this.filled = state.filled();
    this.queueAhead = state.queueAhead();
    this.priority = state.priority();
    this.triggered = state.triggered();
  }

  OrderState state() {
    return new OrderState(order, filled, queueAhead, priority, triggered);
  }

  WorkingOrder order() {
    return order;
  }

  String id() {
    return order.orderId();
  }

  Side side() {
    return order.side();
  }

  Quantity filled() {
    return filled;
  }

  Quantity remaining() {
    return order.quantity().minus(filled);
  }

  Quantity queueAhead() {
    return queueAhead;
  }

  long priority() {
    return priority;
  }

  boolean isWorking() {
    return !ended && remaining().isPositive();
  }

  boolean isLimit() {
    return order.type() == OrderType.LIMIT;
  }

  boolean awaitsTrigger() {
    return !triggered
        && (order.type() == OrderType.STOP_LOSS || order.type() == OrderType.TAKE_PROFIT);
  }

  /** The limit or trigger of an order that has one. */
  Price price() {
    return Objects.requireNonNull(order.price(), () -> id() + " has no price");
  }

  /** The worst price it may trade at; null when it takes any. */
  @Nullable Price limit() {
    return isLimit() ? price() : order.worstPrice();
  }

  /** Whether it may trade at {@code price} of the other side. */
  boolean reaches(Price price) {
    Price limit = limit();
    return limit == null || !PriceOrder.isBetter(side().opposite(), limit, price);
  }

  boolean isTriggeredBy(Price lastTrade) {
    boolean triggersOnFall = (order.type() == OrderType.STOP_LOSS) == (order.side() == Side.SELL);
    return triggersOnFall ? !lastTrade.isAbove(price()) : !lastTrade.isBelow(price());
  }

  void fill(Quantity quantity) {
    filled = filled.plus(quantity);
  }

  void consumeQueue(Quantity quantity) {
    queueAhead = queueAhead.minus(queueAhead.min(quantity));
  }

  void trigger(long newPriority) {
    triggered = true;
    priority = newPriority;
  }

  void end() {
    ended = true;
  }

  void amend(Quantity quantity, @Nullable Price price) {
    order = order.with(quantity, price);
  }

  void queue(long newPriority, Quantity newQueueAhead) {
    priority = newPriority;
    queueAhead = newQueueAhead;
  }
}
