/**
 * Models without a native library: what a better one has to beat, and what is left where no other
 * can be used.
 */
@NullMarked
package io.tidemark.ml.baseline;

import org.jspecify.annotations.NullMarked;
