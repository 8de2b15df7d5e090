package io.tidemark.core.fill;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our resting limit orders of one side, in price-time priority. */
final class RestingSide {

  private final Side side;
  private final List<OpenOrder> orders = new ArrayList<>();

  RestingSide(Side side) {
    this.side = side;
  }

  void add(OpenOrder order) {
    int place = orders.size();
    while (place > 0 && tradesBefore(order, orders.get(place - 1))) {
      place--;
    }
    orders.add(place, order);
  }

  private boolean tradesBefore(OpenOrder order, OpenOrder other) {
    return order.price().equals(other.price())
        ? order.priority() < other.priority()
        : PriceOrder.isBetter(side, order.price(), other.price());
  }

  void remove(OpenOrder order) {
    orders.remove(order);
  }

  @Nullable OpenOrder best() {
    return orders.isEmpty() ? null : orders.getFirst();
  }

  /** The orders at prices better than {@code price}, best first. */
  List<OpenOrder> betterThan(Price price) {
    List<OpenOrder> better = new ArrayList<>();
    for (OpenOrder order : orders) {
      if (!PriceOrder.isBetter(side, order.price(), price)) {
        break;
      }
      better.add(order);
    }
    return better;
  }

  /** The orders at {@code price}, oldest first. */
  List<OpenOrder> at(Price price) {
    return orders.stream().filter(order -> order.price().equals(price)).toList();
  }

  /** Displayed quantity at {@code price} traded; who queues behind it moves up. */
  void displayedTraded(Price price, Quantity quantity) {
    for (OpenOrder order : at(price)) {
      order.consumeQueue(quantity);
    }
  }
}
