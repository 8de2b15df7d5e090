package io.tidemark.exchange.kraken;

import io.tidemark.exchange.stream.StreamOutlet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns, beside the stream's worker, what account messages leave out: whose an order is, and what
 * a pair's name means. What waits for it is told in its order, an order's fills after its states;
 * what is of other orders does not wait. Of the stream's worker alone.
 */
final class AccountNames {

  /** What is told of one order once its names are known. */
  private record Waiting(Set<String> pairs, List<Runnable> steps) {}

  private final ClientOrderIds clientOrderIds;
  private final KrakenMarketData market;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private boolean asking;

  AccountNames(ClientOrderIds clientOrderIds, KrakenMarketData market) {
    this.clientOrderIds = clientOrderIds;
    this.market = market;
  }

  /** On a new connection, which tells all anew. */
  void clear() {
    waiting.clear();
    asking = false;
  }

  /** Runs a step about an order: at once if its names are known and nothing of it waits. */
  void known(StreamOutlet stream, String venueOrderId, String pair, Runnable step) {
    Waiting before = waiting.get(venueOrderId);
    if (before == null && clientOrderIds.knows(venueOrderId) && market.knows(pair)) {
      step.run();
      return;
    }
    Waiting held =
        waiting.computeIfAbsent(
            venueOrderId, any -> new Waiting(new HashSet<>(), new ArrayList<>()));
    held.pairs().add(pair);
    held.steps().add(step);
    if (!asking) {
      ask(stream);
    }
  }

  private void ask(StreamOutlet stream) {
    asking = true;
    List<String> orders = List.copyOf(waiting.keySet());
    Set<String> pairs = new HashSet<>();
    waiting.values().forEach(held -> pairs.addAll(held.pairs()));
    stream.aside(
        () -> {
          clientOrderIds.require(orders);
          pairs.forEach(market::pair);
          return () -> answered(stream, orders);
        },
        why -> stream.restart("orders of the account could not be asked: " + why));
  }

  private void answered(StreamOutlet stream, List<String> orders) {
    asking = false;
    for (String order : orders) {
      Waiting held = waiting.get(order);
      if (held != null && held.pairs().stream().allMatch(market::knows)) {
        waiting.remove(order);
        held.steps().forEach(Runnable::run);
      }
    }
    if (!waiting.isEmpty()) {
      ask(stream);
    }
  }
}
