package io.tidemark.ingestor.store;

import io.tidemark.model.InstrumentId;

/**
 * From where an instrument's feed goes on after a restart.
 *
 * @param bars the bar builder's snapshot
 * @param arrival the last trade in it; 0 for none
 * @param published bars published later than the snapshot are at this place or after it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that only pass through
public record FeedCheckpoint(
    InstrumentId instrument, byte[] bars, long arrival, BarPosition published) {}
