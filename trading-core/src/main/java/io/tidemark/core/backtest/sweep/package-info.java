/**
 * Many backtests of one strategy with other parameters, and the parts of a history that they are
 * run over.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.backtest.sweep.SpanBacktest}: runs over a part of a history, with
 *       or without the bars before it to warm up on
 *   <li>{@link io.tidemark.core.backtest.sweep.TrialOutcome}: what is kept of a run that is one of
 *       many: figures and daily returns
 *   <li>{@link io.tidemark.core.backtest.sweep.ChainedRuns}: runs that follow each other in time,
 *       as one
 * </ul>
 */
@NullMarked
package io.tidemark.core.backtest.sweep;

import org.jspecify.annotations.NullMarked;
