/** Recorded trades in the files people have, read row by row. */
@NullMarked
package io.tidemark.kit.trades;

import org.jspecify.annotations.NullMarked;
