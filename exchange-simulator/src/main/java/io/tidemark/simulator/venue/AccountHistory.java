package io.tidemark.simulator.venue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All orders and fills that an account ever had, found by their names: a client that asks for one
 * must not wait longer the more there were. Not safe for use by several threads.
 */
final class AccountHistory {

  private final List<VenueOrder> orders = new ArrayList<>();
  private final Map<String, VenueOrder> open = new LinkedHashMap<>();
  private final List<VenueFill> fills = new ArrayList<>();
  private final Map<String, List<VenueOrder>> byClientId = new HashMap<>();
  private final Map<String, VenueFill> fillsById = new HashMap<>();

  void add(VenueOrder order) {
    orders.add(order);
    open.put(order.id(), order);
    String clientId = order.request().clOrdId();
    if (clientId != null) {
      byClientId.computeIfAbsent(clientId, _ -> new ArrayList<>(1)).add(order);
    }
  }

  void ended(VenueOrder order) {
    open.remove(order.id());
  }

  void add(VenueFill fill) {
    fills.add(fill);
    fillsById.put(fill.id(), fill);
  }

  /** Oldest first. */
  List<VenueOrder> orders() {
    return Collections.unmodifiableList(orders);
  }

  /** Those that work, oldest first; as of now. */
  List<VenueOrder> openOrders() {
    return List.copyOf(open.values());
  }

  /** Those of a client's own id, oldest first; one may come again once the last has ended. */
  List<VenueOrder> ordersOf(String clientId) {
    return Collections.unmodifiableList(byClientId.getOrDefault(clientId, List.of()));
  }

  /** Oldest first. */
  List<VenueFill> fills() {
    return Collections.unmodifiableList(fills);
  }

  Optional<VenueFill> fill(String id) {
    return Optional.ofNullable(fillsById.get(id));
  }
}
