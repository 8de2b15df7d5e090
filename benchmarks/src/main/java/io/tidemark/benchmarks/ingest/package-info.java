/**
 * How many messages of how many symbols go from a venue's stream through the ingestor to Kafka and
 * the store, and how long a trade takes on its way. Run by {@code benchmarks/ingest}.
 */
@NullMarked
package io.tidemark.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
