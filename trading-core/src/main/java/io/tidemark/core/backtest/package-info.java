/**
 * Backtests: the live stages over recorded data, on one thread, on an ordered bus in memory.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.backtest.BarBacktest}: the run of a {@link
 *       io.tidemark.core.backtest.BacktestPlan} over bars, for years in seconds
 *   <li>{@link io.tidemark.core.backtest.TradeBacktest}: the run of a {@link
 *       io.tidemark.core.backtest.TradePlan} over recorded trades and books, as on paper
 *   <li>{@link io.tidemark.core.backtest.SweepBacktest}: the same over bars as one of many
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
