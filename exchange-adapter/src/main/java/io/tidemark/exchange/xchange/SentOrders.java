package io.tidemark.exchange.xchange;

import io.tidemark.model.Quantity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of the orders of this run and of those that worked when it began. Thread-safe. */
final class SentOrders {

  private static final int REMEMBERED = 10_000;

  private record Sent(Listing listing, Quantity quantity, @Nullable String venueOrderId) {}

  private final Map<UUID, Sent> orders =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Sent> eldest) {
          boolean full = size() > REMEMBERED;
          if (full) {
            cancelled.remove(eldest.getKey());
          }
          if (full && eldest.getValue().venueOrderId() != null) {
            owners.remove(eldest.getValue().venueOrderId());
          }
          return full;
        }
      };

  private final Map<String, UUID> owners = new HashMap<>();
  private final Set<UUID> cancelled = new HashSet<>();

  synchronized void remember(UUID clientOrderId, Listing listing, Quantity quantity) {
    orders.putIfAbsent(clientOrderId, new Sent(listing, quantity, null));
  }

  synchronized void learn(UUID clientOrderId, String venueOrderId) {
    orders.computeIfPresent(
        clientOrderId, (id, sent) -> new Sent(sent.listing(), sent.quantity(), venueOrderId));
    owners.put(venueOrderId, clientOrderId);
  }

  /** Its end was asked for here. */
  synchronized void cancelled(UUID clientOrderId) {
    if (orders.containsKey(clientOrderId)) {
      cancelled.add(clientOrderId);
    }
  }

  synchronized boolean wasCancelled(@Nullable UUID clientOrderId) {
    return cancelled.contains(clientOrderId);
  }

  synchronized Optional<Listing> listing(UUID clientOrderId) {
    return Optional.ofNullable(orders.get(clientOrderId)).map(Sent::listing);
  }

  synchronized Optional<Quantity> quantity(UUID clientOrderId) {
    return Optional.ofNullable(orders.get(clientOrderId)).map(Sent::quantity);
  }

  synchronized @Nullable String venueOrderId(UUID clientOrderId) {
    Sent sent = orders.get(clientOrderId);
    return sent == null ? null : sent.venueOrderId();
  }

  synchronized @Nullable UUID clientOrderId(String venueOrderId) {
    return owners.get(venueOrderId);
  }

  synchronized List<Listing> listings() {
    return orders.values().stream().map(Sent::listing).distinct().toList();
  }
}
