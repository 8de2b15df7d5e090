/**
 * Backtests: the live stages over recorded data, on one thread, on an ordered bus in memory.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.backtest.BacktestPlan}: what is run over which data
 *   <li>{@link io.tidemark.core.backtest.BarBacktest}: the run over bars
 *   <li>{@link io.tidemark.core.backtest.SweepBacktest}: the same as one of many
 *   <li>{@link io.tidemark.core.backtest.TradingBus}: position stage, execution stage and paper
 *       venue together; what one says goes to the others in the order it was said
 *   <li>{@link io.tidemark.core.backtest.BacktestResult}: trades, equity and what was left out
 * </ul>
 *
 * <p>The same plan over the same data gives the same bytes, on any machine.
 */
@NullMarked
package io.tidemark.core.backtest;

import org.jspecify.annotations.NullMarked;
