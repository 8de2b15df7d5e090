package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import java.time.Instant;

/**
 * The best prices of an instrument that limits are put at.
 *
 * @param time when they were, by the venue's clock
 */
public record BookTop(InstrumentId instrument, Price bid, Price ask, Instant time) {}
