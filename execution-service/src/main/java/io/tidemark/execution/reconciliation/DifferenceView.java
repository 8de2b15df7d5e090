package io.tidemark.execution.reconciliation;

import java.time.Instant;

/**
 * A difference between our books and the venue's.
 *
 * @param foundAt when the reconciliation that found it began
 * @param kind such as {@code MISSED_FILL}
 * @param subject the order, fill or currency
 * @param repaired whether our books told the same afterwards
 */
public record DifferenceView(
    Instant foundAt, String kind, String subject, String ours, String theirs, boolean repaired) {}
