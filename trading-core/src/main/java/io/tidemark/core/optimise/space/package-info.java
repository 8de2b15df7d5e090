/**
 * What is searched: parameters and the values that they may have ({@link
 * io.tidemark.core.optimise.space.SearchSpace}), read from configuration, and one choice of values
 * ({@link io.tidemark.core.optimise.space.Assignment}). Numbers are exact decimals, so that what is
 * written back is what was tried.
 */
@NullMarked
package io.tidemark.core.optimise.space;

import org.jspecify.annotations.NullMarked;
