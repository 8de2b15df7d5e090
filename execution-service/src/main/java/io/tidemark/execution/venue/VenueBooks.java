package io.tidemark.execution.venue;

import io.tidemark.core.engine.VenueFill;
import io.tidemark.core.engine.VenueOrderState;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An account as its venue tells it.
 *
 * @param openOrders with a client order id, by it
 * @param fills of orders with a client order id, oldest first
 * @param foreign how many more orders and fills carry none
 */
public record VenueBooks(
    Map<UUID, VenueOrderState> openOrders, List<OrderFill> fills, int foreign) {

  public VenueBooks {
    openOrders = Map.copyOf(openOrders);
    fills = List.copyOf(fills);
  }

  /** A fill and whose it is. */
  public record OrderFill(UUID clientOrderId, VenueFill fill) {}
}
