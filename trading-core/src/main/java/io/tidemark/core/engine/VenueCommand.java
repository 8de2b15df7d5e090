package io.tidemark.core.engine;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.PlaceOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a venue is to be told or asked; run after the step that gave it is committed. */
public sealed interface VenueCommand {

  UUID clientOrderId();

  InstrumentId instrument();

  /**
   * Send an order, once. An answer that does not tell whether the venue has it is {@link
   * ExecutionInput.SubmitAmbiguous}.
   *
   * @param quantity on the venue's step
   * @param limitPrice on the venue's tick, for LIMIT; null otherwise
   * @param stopPrice on the venue's tick, for STOP_LOSS and TAKE_PROFIT; null otherwise
   * @param expiresAt when we are going to take back what has not traded, in market time; null for
   *     never
   * @param decidedAt in market time
   * @param deadline when the venue must refuse it, by the venue's clock
   */
  record SubmitOrder(
      UUID clientOrderId,
      InstrumentId instrument,
      OrderPurpose purpose,
      Side side,
      OrderType type,
      Quantity quantity,
      @Nullable Price limitPrice,
      @Nullable Price stopPrice,
      boolean postOnly,
      TimeInForce timeInForce,
      @Nullable Instant expiresAt,
      Instant decidedAt,
      Instant deadline)
      implements VenueCommand {

    static SubmitOrder of(ExecutionOrder order, Instant deadline) {
      PlaceOrder intent = order.intent();
      return new SubmitOrder(
          order.id(),
          intent.instrument(),
          intent.purpose(),
          intent.side(),
          intent.type(),
          order.terms().quantity(),
          order.terms().limitPrice(),
          order.terms().stopPrice(),
          intent.postOnly(),
          intent.timeInForce(),
          intent.expiresAt(),
          intent.eventTime(),
          deadline);
    }
  }

  /**
   * Cancel an order.
   *
   * @param venueOrderId null while only our id is known
   * @param decidedAt in market time
   */
  record CancelVenueOrder(
      UUID clientOrderId, InstrumentId instrument, @Nullable String venueOrderId, Instant decidedAt)
      implements VenueCommand {

    static CancelVenueOrder of(ExecutionOrder order, Instant decidedAt) {
      return new CancelVenueOrder(
          order.id(), order.intent().instrument(), order.venueOrderId(), decidedAt);
    }
  }

  /**
   * Ask what became of an order, and for its fills.
   *
   * @param venueOrderId null while only our id is known
   */
  record QueryOrder(UUID clientOrderId, InstrumentId instrument, @Nullable String venueOrderId)
      implements VenueCommand {

    static QueryOrder of(ExecutionOrder order) {
      return new QueryOrder(order.id(), order.intent().instrument(), order.venueOrderId());
    }
  }
}
