package io.tidemark.execution.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order.
 *
 * @param venueOrderId null until the venue told it
 * @param averagePrice of what has traded; null while nothing has
 * @param paperPrice what the paper model would have paid on average; null where it was not asked or
 *     has not filled
 * @param paperErrorBps hundredths of a percent by which the venue was dearer than paper; null
 *     likewise
 * @param reason of its last state; null for none
 * @param detail of its last state; null for none
 */
record OrderView(
    UUID clientOrderId,
    @Nullable String venueOrderId,
    String account,
    String exchange,
    String symbol,
    String strategy,
    UUID positionId,
    String purpose,
    String side,
    String type,
    String status,
    BigDecimal quantity,
    BigDecimal filled,
    @Nullable BigDecimal averagePrice,
    @Nullable BigDecimal limitPrice,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal paperPrice,
    @Nullable BigDecimal paperErrorBps,
    @Nullable String reason,
    @Nullable String detail,
    Instant createdAt,
    Instant updatedAt) {}
