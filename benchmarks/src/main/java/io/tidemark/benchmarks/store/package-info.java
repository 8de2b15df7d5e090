/** Runs of the market data store: one after the other on one database, so that ratios hold. */
@NullMarked
package io.tidemark.benchmarks.store;

import org.jspecify.annotations.NullMarked;
