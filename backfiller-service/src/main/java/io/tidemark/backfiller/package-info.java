/** History, gaps and healing; owns the schema {@code backfill}. */
@NullMarked
package io.tidemark.backfiller;

import org.jspecify.annotations.NullMarked;
