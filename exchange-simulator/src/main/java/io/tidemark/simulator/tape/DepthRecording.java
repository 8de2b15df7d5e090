package io.tidemark.simulator.tape;

/**
 * A recorded book as it was read, with the trades of the same session.
 *
 * @param trades at least one
 * @param depth at least the snapshot
 * @param skippedUpdates that the snapshot already held, or of levels at prices beyond 900 million
 */
public record DepthRecording(Recording trades, DepthTape depth, int skippedUpdates) {}
