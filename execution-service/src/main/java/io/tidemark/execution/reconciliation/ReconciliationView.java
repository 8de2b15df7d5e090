package io.tidemark.execution.reconciliation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comparison with the venue's books.
 *
 * @param openOrders the venue's working orders with a client order id
 * @param fills that the venue told
 * @param foreignItems orders and fills that are not of this service
 * @param differences found
 * @param repaired those of which the books tell the same now
 * @param detail why it could not be made; null if it was
 */
public record ReconciliationView(
    String cause,
    Instant startedAt,
    Instant finishedAt,
    int openOrders,
    int fills,
    int foreignItems,
    int differences,
    int repaired,
    @Nullable String detail) {}
