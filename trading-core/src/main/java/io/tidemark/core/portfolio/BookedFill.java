package io.tidemark.core.portfolio;

import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.time.Instant;
import java.util.UUID;

/** A fill that has been booked; it is known by its id and never booked again. */
public record BookedFill(
    UUID fillId,
    UUID clientOrderId,
    UUID positionId,
    Side side,
    Price price,
    Quantity quantity,
    Money fee,
    Instant eventTime) {}
