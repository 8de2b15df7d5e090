/**
 * How far a result can be believed.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.optimise.statistics.SharpeEvidence}: whether a Sharpe ratio is
 *       above another one given its length, its skew and its fat tails, and whether it is more than
 *       the best of so many trials has by luck
 *   <li>{@link io.tidemark.core.optimise.statistics.OverfittingCheck}: how likely the best of a
 *       search is below the middle of all trials on data that it was not chosen on
 *   <li>{@link io.tidemark.core.optimise.statistics.TradeOrder}: what the same trades might have
 *       looked like in another order
 * </ul>
 *
 * <p>All are doubles, and functions of their arguments.
 */
@NullMarked
package io.tidemark.core.optimise.statistics;

import org.jspecify.annotations.NullMarked;
