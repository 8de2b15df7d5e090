package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.PlaceOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order to send. Its numbers obey the venue's rules already: nothing is rounded here.
 *
 * @param clientOrderId committed before the order is sent
 * @param limitPrice for LIMIT; null otherwise
 * @param stopPrice for STOP_LOSS and TAKE_PROFIT; null otherwise
 * @param postOnly whether it must not take
 * @param deadline after which the venue must not take it any more
 */
public record VenueOrder(
    UUID clientOrderId,
    InstrumentId instrument,
    Side side,
    OrderType type,
    Quantity quantity,
    @Nullable Price limitPrice,
    @Nullable Price stopPrice,
    boolean postOnly,
    TimeInForce timeInForce,
    Instant deadline) {

  /**
   * @throws IllegalArgumentException if the quantity is 0, or a price is missing or superfluous
   */
  public VenueOrder {
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity must be above 0, was 0");
    }
    boolean needsStop = type == OrderType.STOP_LOSS || type == OrderType.TAKE_PROFIT;
    if ((type == OrderType.LIMIT) != (limitPrice != null)) {
      throw new IllegalArgumentException(
          "limitPrice must be given for LIMIT only, was %s for %s".formatted(limitPrice, type));
    }
    if (needsStop != (stopPrice != null)) {
      throw new IllegalArgumentException(
          "stopPrice must be given for STOP_LOSS and TAKE_PROFIT only, was %s for %s"
              .formatted(stopPrice, type));
    }
    if (postOnly && type != OrderType.LIMIT) {
      throw new IllegalArgumentException("postOnly must be a LIMIT order, was " + type);
    }
  }

  /** The order that an intent asks for. */
  public static VenueOrder of(PlaceOrder intent, Instant deadline) {
    return new VenueOrder(
        intent.clientOrderId(),
        intent.instrument(),
        intent.side(),
        intent.type(),
        intent.quantity(),
        intent.limitPrice(),
        intent.stopPrice(),
        intent.postOnly(),
        intent.timeInForce(),
        deadline);
  }
}
