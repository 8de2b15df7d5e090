/**
 * The fill model: when working orders trade against a market that is told by recorded trades and,
 * where there is one, a displayed book.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.fill.MatchingEngine}: the state machine of one instrument; use it
 *       for paper trading, for backtests on trades and as the heart of the exchange simulator
 *   <li>{@link io.tidemark.core.fill.BarMatching}: one order on bars alone; use it for backtests
 *       that have nothing finer
 *   <li>{@link io.tidemark.core.fill.FillSettings}: what is assumed beyond the data: slippage,
 *       participation and fees
 *   <li>{@link io.tidemark.core.fill.WorkingOrder}: what is submitted
 *   <li>{@link io.tidemark.core.fill.MatchEvent}: what came of it
 *   <li>{@link io.tidemark.core.fill.EngineSnapshot}: the whole state, to be kept and restored
 * </ul>
 *
 * Balances, latency and a venue's size rules are the caller's: the engines tell only at which of
 * the market's prices a fill was, and whether it made or took liquidity.
 */
@NullMarked
package io.tidemark.core.fill;

import org.jspecify.annotations.NullMarked;
