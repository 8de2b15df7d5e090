/**
 * The pure stages and what they are made of. Nothing here does input or output, reads a clock or
 * draws an unseeded random number: the same inputs give the same outputs, live and in a backtest.
 *
 * <ul>
 *   <li>{@code bar}: trades to closed bars of every timeframe
 *   <li>{@code indicator}: streaming kernels and the graph that shares them
 *   <li>{@code strategy}: strategies, their canonical definition and the rule language
 *   <li>{@code signal}: the scan stage, from closed bars to decisions and signals
 *   <li>{@code universe}: the asset filters, and from when on their verdicts count
 *   <li>{@code risk}: sizing and limits
 *   <li>{@code exit}: when a position is closed
 *   <li>{@code portfolio}: positions and cash, and the position stage
 *   <li>{@code engine}: the life-cycle of orders, and the execution stage
 *   <li>{@code fill}: what working orders get from a market
 *   <li>{@code optimise}: the search for parameters, and what speaks against what it found
 * </ul>
 */
@NullMarked
package io.tidemark.core;

import org.jspecify.annotations.NullMarked;
