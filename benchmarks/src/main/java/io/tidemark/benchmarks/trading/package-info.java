/**
 * How long a signal takes to become an order at the venue, through Kafka, the position service, the
 * execution service and their tables. Run by {@code benchmarks/orders}.
 */
@NullMarked
package io.tidemark.benchmarks.trading;

import org.jspecify.annotations.NullMarked;
