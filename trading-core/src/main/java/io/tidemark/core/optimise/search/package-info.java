/**
 * What to try next. A {@link io.tidemark.core.optimise.search.Search} is asked for proposals and
 * told their scores; it tries all there is, draws at random, or goes by a model of what did well
 * ({@link io.tidemark.core.optimise.search.SearchMethod}).
 *
 * <p>The trials that were told are all of its state. Proposals come in batches: a batch depends on
 * the batches before it only, so the order in which the trials of a batch end, and how many run at
 * once, change nothing, and a search that is resumed goes on with what it would have proposed.
 */
@NullMarked
package io.tidemark.core.optimise.search;

import org.jspecify.annotations.NullMarked;
