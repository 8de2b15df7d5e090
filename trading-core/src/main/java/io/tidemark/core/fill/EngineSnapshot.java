package io.tidemark.core.fill;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an engine knows; an engine restored from it goes on exactly as the first would have.
 *
 * @param orders every open order, oldest priority first
 * @param bids what is displayed and not yet taken, best first
 * @param asks what is displayed and not yet taken, best first
 * @param depthSeen whether the engine was ever told a displayed book
 * @param lastTrade null before the first trade
 * @param sequence of the latest event
 * @param priority of the latest order in the queue
 */
public record EngineSnapshot(
    List<OrderState> orders,
    List<DepthLevel> bids,
    List<DepthLevel> asks,
    boolean depthSeen,
    @Nullable Price lastTrade,
    long sequence,
    long priority) {

  public EngineSnapshot {
    orders = List.copyOf(orders);
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }

  /**
   * An open order and its place in the queue.
   *
   * @param queueAhead displayed quantity that trades before it at its price
   * @param priority lower is older
   * @param triggered whether a stop or target was reached
   */
  public record OrderState(
      WorkingOrder order, Quantity filled, Quantity queueAhead, long priority, boolean triggered) {}
}
