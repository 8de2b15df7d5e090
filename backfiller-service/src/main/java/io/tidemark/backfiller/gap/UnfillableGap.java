package io.tidemark.backfiller.gap;

import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;

/**
 * Slots that are not asked for again.
 *
 * @param detail how that is known
 */
public record UnfillableGap(Span span, UnfillableReason reason, String detail) {}
