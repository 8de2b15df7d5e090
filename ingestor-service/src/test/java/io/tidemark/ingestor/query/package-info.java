/** Queries and their numbers. */
@NullMarked
package io.tidemark.ingestor.query;

import org.jspecify.annotations.NullMarked;
