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
 * @param foreign orders and fills that carry none: of other hands
 */
public record VenueBooks(
    Map<UUID, VenueOrderState> openOrders, List<OrderFill> fills, List<Foreign> foreign) {

  public VenueBooks {
    openOrders = Map.copyOf(openOrders);
    fills = List.copyOf(fills);
    foreign = List.copyOf(foreign);
  }

  /** A fill and whose it is. */
  public record OrderFill(UUID clientOrderId, VenueFill fill) {}

  /**
   * Something of other hands.
   *
   * @param isOrder whether it is an order that works; otherwise a fill
   * @param venueId the venue's id of it
   * @param words what it is
   */
  public record Foreign(boolean isOrder, String venueId, String words) {}
}
