package io.tidemark.core.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders of an account, and which of them the current step wrote. */
final class OrderStore {

  private final Map<UUID, ExecutionOrder> orders = new LinkedHashMap<>();
  private final Set<UUID> unresolved = new LinkedHashSet<>();
  private final Set<UUID> written = new LinkedHashSet<>();

  void startStep() {
    written.clear();
  }

  void put(ExecutionOrder order) {
    orders.put(order.id(), order);
    written.add(order.id());
    if (order.isUnresolved()) {
      unresolved.add(order.id());
    } else {
      unresolved.remove(order.id());
    }
  }

  @Nullable ExecutionOrder find(UUID clientOrderId) {
    return orders.get(clientOrderId);
  }

  /** An order that is known to be here. */
  ExecutionOrder known(UUID clientOrderId) {
    ExecutionOrder order = orders.get(clientOrderId);
    if (order == null) {
      throw new IllegalStateException("no order " + clientOrderId);
    }
    return order;
  }

  List<ExecutionOrder> all() {
    return List.copyOf(orders.values());
  }

  List<ExecutionOrder> written() {
    return written.stream().map(this::known).toList();
  }

  /** Those of which something is still to come, as they stand now. */
  List<ExecutionOrder> unresolved() {
    return unresolved.stream().map(this::known).toList();
  }
}
