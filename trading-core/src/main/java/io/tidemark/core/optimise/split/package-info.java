/**
 * What parameters are searched on, and what they are judged by.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.optimise.split.WalkForward}: search on the past, judge by what came
 *       after, again and again, as it would have been done
 *   <li>{@link io.tidemark.core.optimise.split.PurgedSplits}: many ways to divide one history into
 *       both, so that there is more than one path to judge by
 *   <li>{@link io.tidemark.core.optimise.split.HoldOut}: the end of the data, looked at once, when
 *       the search is over
 * </ul>
 *
 * <p>Only time is divided here; ends of spans are excluded, as everywhere.
 */
@NullMarked
package io.tidemark.core.optimise.split;

import org.jspecify.annotations.NullMarked;
