/**
 * Backtests from the command line, without a server: {@link
 * io.tidemark.launcher.backtest.BacktestSession} reads a strategy and its bars, runs the engine of
 * {@link io.tidemark.backtester.run}, and tells what it came to.
 *
 * <ul>
 *   <li>{@link io.tidemark.launcher.backtest.Outputs}, {@link
 *       io.tidemark.launcher.backtest.OutputFiles}: what is written, as a whole or not at all
 *   <li>{@link io.tidemark.launcher.backtest.BacktestText}: the summary on the terminal
 *   <li>{@link io.tidemark.launcher.backtest.RunProgress}, {@link
 *       io.tidemark.launcher.backtest.StopSignal}: how far it is, and its end before time
 * </ul>
 */
@NullMarked
package io.tidemark.launcher.backtest;

import org.jspecify.annotations.NullMarked;
