/**
 * Opinions of several sources, and how they become one.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.strategy.opinion.Opinion}: what one source wants at a bar
 *   <li>{@link io.tidemark.core.strategy.opinion.Aggregator}: makes one of several; by votes, by
 *       confidence, where all agree, above a threshold, or by confluence
 *   <li>{@link io.tidemark.core.strategy.opinion.Forecast}: what a model expects, by direction
 *   <li>{@link io.tidemark.core.strategy.opinion.Regime}: trend or chop, calm or not
 * </ul>
 *
 * <p>Every aggregation is a pure function of its opinions: their order means nothing, and where
 * every BUY becomes a SELL and every SELL a BUY, so does the result.
 */
@NullMarked
package io.tidemark.core.strategy.opinion;

import org.jspecify.annotations.NullMarked;
