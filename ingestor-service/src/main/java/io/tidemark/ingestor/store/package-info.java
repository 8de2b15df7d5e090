/**
 * The schema {@code market_data}: what is written, in the order of the feeds, and what a feed reads
 * back when it starts.
 *
 * <p>{@link io.tidemark.ingestor.store.StoreWriter} is the one way in; {@link
 * io.tidemark.ingestor.store.FeedHistory} is for starting feeds.
 */
@NullMarked
package io.tidemark.ingestor.store;

import org.jspecify.annotations.NullMarked;
