package io.tidemark.scanner.scan;

import io.tidemark.model.InstrumentId;

/**
 * The state of an instrument's scan between two bars.
 *
 * @param partition of the bars' topic
 * @param nextOffset the first offset that is not in the state yet
 * @param state as the scan wrote it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record StageSnapshot(InstrumentId instrument, int partition, long nextOffset, byte[] state) {}
