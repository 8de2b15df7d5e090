/**
 * How well it went: figures of closed trades ({@link io.tidemark.core.performance.TradeStatistics})
 * and of equity over time ({@link io.tidemark.core.performance.EquityCurve}), the same for an
 * account that trades and for a backtest. Amounts are exact decimals; ratios of returns are
 * doubles.
 */
@NullMarked
package io.tidemark.core.performance;

import org.jspecify.annotations.NullMarked;
