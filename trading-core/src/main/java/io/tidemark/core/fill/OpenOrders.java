package io.tidemark.core.fill;

import io.tidemark.core.fill.EngineSnapshot.OrderState;
import io.tidemark.model.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open orders of an engine, each also where it waits: at its limit, or for depth or a trigger.
 */
final class OpenOrders {

  private final Map<String, OpenOrder> byId = new LinkedHashMap<>();
  private final RestingSide bids = new RestingSide(Side.BUY);
  private final RestingSide asks = new RestingSide(Side.SELL);
  private final List<OpenOrder> unpriced = new ArrayList<>();
  private final List<OpenOrder> awaitingTrigger = new ArrayList<>();

  boolean isEmpty() {
    return byId.isEmpty();
  }

  boolean contains(String orderId) {
    return byId.containsKey(orderId);
  }

  @Nullable OpenOrder find(String orderId) {
    return byId.get(orderId);
  }

  /** Takes a new order in; it waits nowhere yet. */
  void add(OpenOrder order) {
    byId.put(order.id(), order);
  }

  /** Puts an order where it waits by its kind and state. */
  void place(OpenOrder order) {
    if (order.awaitsTrigger()) {
      awaitingTrigger.add(order);
    } else if (order.isLimit()) {
      resting(order.side()).add(order);
    } else {
      unpriced.add(order);
    }
  }

  /** Takes an order away from where it waits. */
  void withdraw(OpenOrder order) {
    unpriced.remove(order);
    awaitingTrigger.remove(order);
    resting(order.side()).remove(order);
  }

  void remove(OpenOrder order) {
    byId.remove(order.id());
    withdraw(order);
  }

  RestingSide resting(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /** Market orders with something left to fill, oldest first. */
  List<OpenOrder> unpriced() {
    return List.copyOf(unpriced);
  }

  /** Stops and targets not yet reached, oldest first. */
  List<OpenOrder> awaitingTrigger() {
    return List.copyOf(awaitingTrigger);
  }

  /** Every order, oldest priority first. */
  List<OrderState> states() {
    return byId.values().stream()
        .sorted(Comparator.comparingLong(OpenOrder::priority))
        .map(OpenOrder::state)
        .toList();
  }
}
