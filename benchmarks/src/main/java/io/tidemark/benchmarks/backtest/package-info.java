/** How long a backtest takes, beside the same strategy on ta4j. */
@NullMarked
package io.tidemark.benchmarks.backtest;

import org.jspecify.annotations.NullMarked;
