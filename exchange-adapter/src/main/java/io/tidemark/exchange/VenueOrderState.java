package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as the venue sees it.
 *
 * @param clientOrderId ours; null for an order of other hands
 * @param status ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELLED, EXPIRED or REJECTED
 * @param filled what has traded so far
 * @param averagePrice of what has traded; null while nothing has
 * @param limitPrice null where it has none
 * @param reason why, where it ended otherwise than by trading in full; null otherwise
 * @param detail the venue's words; null for none
 * @param eventTime when it took this state, as far as the venue tells; else when it was opened
 */
public record VenueOrderState(
    @Nullable UUID clientOrderId,
    String venueOrderId,
    InstrumentId instrument,
    Side side,
    OrderType type,
    OrderStatus status,
    Quantity quantity,
    Quantity filled,
    @Nullable Price averagePrice,
    @Nullable Price limitPrice,
    @Nullable OrderReason reason,
    @Nullable String detail,
    Instant eventTime) {}
