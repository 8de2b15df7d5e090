/** {@code ./tidemark backfill}: history into the store, by a running suite or by itself. */
@NullMarked
package io.tidemark.launcher.backfill;

import org.jspecify.annotations.NullMarked;
