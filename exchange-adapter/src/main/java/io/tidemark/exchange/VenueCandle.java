package io.tidemark.exchange;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import java.time.Instant;

/**
 * A candle as the venue's stream tells it.
 *
 * @param bar its numbers so far; from the venue, so without buy volume and imbalance
 * @param updatedAt when the venue changed it last
 * @param closed whether the venue says that it changes no more
 */
public record VenueCandle(InstrumentId instrument, Bar bar, Instant updatedAt, boolean closed) {}
