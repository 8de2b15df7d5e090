/**
 * Backtests from the command line, without a server: {@link
 * io.tidemark.launcher.backtest.BacktestSession} reads a strategy and its bars, runs the engine,
 * and hands what it came to to those who write it.
 *
 * <ul>
 *   <li>{@link io.tidemark.launcher.backtest.BacktestSettings}: what was asked for
 *   <li>{@link io.tidemark.launcher.backtest.PreparedBacktest}: bars and assumptions, ready to run;
 *       searches of parameters begin with it too
 *   <li>{@link io.tidemark.launcher.backtest.MarketHistory}: the bars, of files or of a running
 *       ingestor
 *   <li>{@link io.tidemark.launcher.backtest.BacktestOutcome}: what a run came to
 *   <li>{@link io.tidemark.launcher.backtest.BacktestText}, {@link
 *       io.tidemark.launcher.backtest.BacktestJson}: how it is told
 * </ul>
 */
@NullMarked
package io.tidemark.launcher.backtest;

import org.jspecify.annotations.NullMarked;
