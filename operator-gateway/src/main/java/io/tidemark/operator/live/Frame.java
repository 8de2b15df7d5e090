package io.tidemark.operator.live;

/**
 * A frame that was sent to all.
 *
 * @param sequence rises by one
 * @param text JSON
 */
record Frame(long sequence, String text) {}
