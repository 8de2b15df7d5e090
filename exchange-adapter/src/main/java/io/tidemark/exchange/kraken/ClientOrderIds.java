package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which client order id belongs to which of the venue's order ids. Fills name the latter only; what
 * is not known yet is asked. Thread-safe.
 */
final class ClientOrderIds {

  private static final int REMEMBERED = 10_000;

  /** As many orders as the venue tells in one answer. */
  static final int PER_REQUEST = 50;

  private final KrakenRest rest;
  private final Map<String, Optional<UUID>> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<UUID>> eldest) {
          return size() > REMEMBERED;
        }
      };

  ClientOrderIds(KrakenRest rest) {
    this.rest = rest;
  }

  synchronized void learn(String venueOrderId, Optional<UUID> clientOrderId) {
    known.put(venueOrderId, clientOrderId);
  }

  /** The client order id; null for an order of other hands. {@link #require} it before. */
  synchronized @Nullable UUID of(String venueOrderId) {
    return known.getOrDefault(venueOrderId, Optional.empty()).orElse(null);
  }

  /** Whether it is known whose order it is. */
  synchronized boolean knows(String venueOrderId) {
    return known.containsKey(venueOrderId);
  }

  /** Asks for those that are not known yet. */
  void require(Collection<String> venueOrderIds) {
    List<String> missing = missing(venueOrderIds);
    for (int from = 0; from < missing.size(); from += PER_REQUEST) {
      List<String> some = missing.subList(from, Math.min(from + PER_REQUEST, missing.size()));
      JsonNode orders =
          rest.readPrivate(
              "reading orders",
              (requests, key, signer, nonces) ->
                  requests.queryOrders(String.join(",", some), key, signer, nonces));
      some.forEach(id -> learn(id, KrakenOrders.clientOrderId(orders.path(id))));
    }
  }

  private synchronized List<String> missing(Collection<String> venueOrderIds) {
    List<String> missing = new ArrayList<>(new LinkedHashSet<>(venueOrderIds));
    missing.removeAll(known.keySet());
    return missing;
  }
}
