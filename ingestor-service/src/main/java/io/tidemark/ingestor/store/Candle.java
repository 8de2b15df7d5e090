package io.tidemark.ingestor.store;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;

/** A bar and whose it is. */
public record Candle(InstrumentId instrument, Bar bar) {}
