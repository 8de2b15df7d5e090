/**
 * Streaming indicators: what a strategy reads.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.indicator.Kernel}: one calculation, fed a bar at a time
 *   <li>{@link io.tidemark.core.indicator.IndicatorCatalogue}: the kernels by name, documented
 *   <li>{@link io.tidemark.core.indicator.IndicatorGraph}: the series of one symbol and timeframe;
 *       equal ones are calculated once
 *   <li>{@link io.tidemark.core.indicator.IndicatorGraphs}: the graphs of one symbol, and series of
 *       one timeframe as seen from another
 * </ul>
 *
 * <p>Definitions are TA-Lib's: exponential and Wilder averages start from a simple average. Values
 * are doubles, NaN until defined; nothing here is money. Nothing looks ahead, and a bar costs O(1)
 * and no allocation.
 */
@NullMarked
package io.tidemark.core.indicator;

import org.jspecify.annotations.NullMarked;
