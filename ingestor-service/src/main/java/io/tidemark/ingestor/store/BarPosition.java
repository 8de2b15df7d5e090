package io.tidemark.ingestor.store;

/**
 * A place in the bar topic.
 *
 * @param partition the instrument's partition
 * @param offset of the next message
 */
public record BarPosition(int partition, long offset) {}
