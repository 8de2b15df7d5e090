package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order took a state.
 *
 * @param sequence 1 for the order's first state, one more for each that follows
 * @param venueOrderId the venue's id; null until it is known
 * @param filled what has traded so far
 * @param averagePrice of what has traded; null while nothing has
 * @param reason why, where nobody asked for the state; null otherwise
 * @param detail the venue's words; null for none
 */
public record OrderChanged(
    UUID clientOrderId,
    String run,
    String account,
    InstrumentId instrument,
    long sequence,
    OrderStatus status,
    @Nullable String venueOrderId,
    Side side,
    Quantity quantity,
    Quantity filled,
    @Nullable Price averagePrice,
    @Nullable OrderReason reason,
    @Nullable String detail,
    Instant eventTime,
    Instant observedAt)
    implements OrderReport {}
