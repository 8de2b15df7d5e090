package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order to place.
 *
 * @param clientOrderId derived from the decision, leg and attempt
 * @param run the run it belongs to
 * @param strategy the id of the strategy whose position this is
 * @param positionId the position it opens or reduces
 * @param causeId the signal, exit or command that asked for it
 * @param quantity already rounded to the venue's step
 * @param limitPrice for LIMIT; null otherwise
 * @param stopPrice for STOP_LOSS and TAKE_PROFIT; null otherwise
 * @param postOnly whether it must not take
 * @param expiresAt for LIMIT: when what has not traded is taken back, in market time; null for
 *     never
 * @param reason in words
 * @param referencePrice the price the decision was made at
 * @param eventTime when it was decided, in market time
 */
public record PlaceOrder(
    UUID clientOrderId,
    String run,
    String account,
    InstrumentId instrument,
    String strategy,
    UUID positionId,
    UUID causeId,
    OrderPurpose purpose,
    Side side,
    OrderType type,
    Quantity quantity,
    @Nullable Price limitPrice,
    @Nullable Price stopPrice,
    boolean postOnly,
    TimeInForce timeInForce,
    @Nullable Instant expiresAt,
    String reason,
    Price referencePrice,
    Instant eventTime,
    Instant observedAt)
    implements OrderIntent {

  /**
   * @throws IllegalArgumentException if the quantity is 0, or a price is missing or superfluous, or
   *     another type than LIMIT is post-only or expires
   */
  public PlaceOrder {
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
    if (expiresAt != null && type != OrderType.LIMIT) {
      throw new IllegalArgumentException("expiresAt must be of a LIMIT order, was of " + type);
    }
  }

  /** An order that works until it has traded or is cancelled. */
  public PlaceOrder(
      UUID clientOrderId,
      String run,
      String account,
      InstrumentId instrument,
      String strategy,
      UUID positionId,
      UUID causeId,
      OrderPurpose purpose,
      Side side,
      OrderType type,
      Quantity quantity,
      @Nullable Price limitPrice,
      @Nullable Price stopPrice,
      boolean postOnly,
      TimeInForce timeInForce,
      String reason,
      Price referencePrice,
      Instant eventTime,
      Instant observedAt) {
    this(
        clientOrderId,
        run,
        account,
        instrument,
        strategy,
        positionId,
        causeId,
        purpose,
        side,
        type,
        quantity,
        limitPrice,
        stopPrice,
        postOnly,
        timeInForce,
        null,
        reason,
        referencePrice,
        eventTime,
        observedAt);
  }
}
