package io.tidemark.scanner.scan;

import io.tidemark.model.InstrumentId;

/**
 * The state of a stage between two bars.
 *
 * @param partition of the bars' topic
 * @param nextOffset the first offset that is not in the state yet
 * @param strategiesHash of the strategies it belongs to
 * @param state as the stage wrote it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record StageSnapshot(
    InstrumentId instrument, int partition, long nextOffset, String strategiesHash, byte[] state) {}
