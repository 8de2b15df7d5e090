/**
 * How well it went, the same for an account that trades and for a backtest. Amounts are exact
 * decimals; ratios of returns are doubles. {@code docs/metrics.md} defines each figure.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.performance.TradeStatistics} and {@link
 *       io.tidemark.core.performance.EquityStatistics}: figures that can be kept up as trades close
 *       and equity moves
 *   <li>{@link io.tidemark.core.performance.PerformanceReport}: everything, once a run is over, out
 *       of its {@link io.tidemark.core.performance.EquityCurve} and {@link
 *       io.tidemark.core.performance.TradeRow}s
 *   <li>{@link io.tidemark.core.performance.BuyAndHold}: what doing nothing would have come to
 *   <li>{@link io.tidemark.core.performance.Bootstrap}: how far luck may have moved the figures
 * </ul>
 */
@NullMarked
package io.tidemark.core.performance;

import org.jspecify.annotations.NullMarked;
