package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream took a state.
 *
 * @param instrument what it is about; null for the whole stream
 * @param detail why, for the operator
 * @param observedAt when this suite saw it
 */
public record StreamChange(
    StreamState state, @Nullable InstrumentId instrument, String detail, Instant observedAt) {}
