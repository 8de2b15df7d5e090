/** Live gaps and their healing. */
@NullMarked
package io.tidemark.backfiller.gap;

import org.jspecify.annotations.NullMarked;
