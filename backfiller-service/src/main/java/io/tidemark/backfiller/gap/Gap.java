package io.tidemark.backfiller.gap;

import io.tidemark.core.history.Span;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Contiguous slots of one timeframe.
 *
 * @param detail what was learnt of it last; empty at first
 * @param attempts how often it was tried in vain
 * @param closedAt when it got a final state; null before
 * @param lackingSince when the venue first answered without having its data; null before
 * @param venueAway whether the venue could not be reached in one of the attempts
 */
public record Gap(
    UUID gapId,
    InstrumentId instrument,
    Timeframe timeframe,
    Span span,
    GapOrigin origin,
    GapState state,
    String detail,
    int attempts,
    Instant detectedAt,
    @Nullable Instant closedAt,
    @Nullable Instant lackingSince,
    boolean venueAway) {}
