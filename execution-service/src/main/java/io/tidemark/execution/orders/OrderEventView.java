package io.tidemark.execution.orders;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A state that an order was told to be in. */
record OrderEventView(
    long sequence,
    String status,
    @Nullable String venueOrderId,
    BigDecimal filled,
    @Nullable BigDecimal averagePrice,
    @Nullable String reason,
    @Nullable String detail,
    Instant eventTime,
    Instant observedAt) {}
