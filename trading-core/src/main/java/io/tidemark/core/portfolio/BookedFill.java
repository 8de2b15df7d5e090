package io.tidemark.core.portfolio;

import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fill that has been booked; it is known by its id and never booked again.
 *
 * @param borrowing what was charged with it for having borrowed what it buys back; null for nothing
 */
public record BookedFill(
    UUID fillId,
    UUID clientOrderId,
    UUID positionId,
    Side side,
    Price price,
    Quantity quantity,
    Money fee,
    Instant eventTime,
    @Nullable Money borrowing) {}
