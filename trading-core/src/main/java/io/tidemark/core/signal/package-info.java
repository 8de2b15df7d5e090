/**
 * The scan stage: from the closed bars of one instrument to the decisions of its strategies, and
 * the signals of those that are live.
 */
@NullMarked
package io.tidemark.core.signal;

import org.jspecify.annotations.NullMarked;
