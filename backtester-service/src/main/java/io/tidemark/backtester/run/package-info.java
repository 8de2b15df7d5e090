/**
 * Backtests, from what is asked for to what they come to; the command line and the service run the
 * same. Nothing here knows a server.
 *
 * <ul>
 *   <li>{@link io.tidemark.backtester.run.BacktestSettings}: what is asked for
 *   <li>{@link io.tidemark.backtester.run.PreparedBacktest}: bars and assumptions, ready to run;
 *       searches of parameters begin with it too
 *   <li>{@link io.tidemark.backtester.run.MarketHistory}: the bars, of files or of a running
 *       ingestor
 *   <li>{@link io.tidemark.backtester.run.BacktestRun}: the engine, and the judgement of its result
 *   <li>{@link io.tidemark.backtester.run.BacktestOutcome}: what a run came to
 *   <li>{@link io.tidemark.backtester.run.BacktestJson}, {@link
 *       io.tidemark.backtester.run.BacktestReport}: how it is told
 * </ul>
 */
@NullMarked
package io.tidemark.backtester.run;

import org.jspecify.annotations.NullMarked;
