/** The ingestor's store of bars, which this service fills and asks over REST. */
@NullMarked
package io.tidemark.backfiller.store;

import org.jspecify.annotations.NullMarked;
