/** Feeds on seeded trades. */
@NullMarked
package io.tidemark.ingestor.feed;

import org.jspecify.annotations.NullMarked;
