/** Jobs, from their parts to their ends. */
@NullMarked
package io.tidemark.backfiller.job;

import org.jspecify.annotations.NullMarked;
