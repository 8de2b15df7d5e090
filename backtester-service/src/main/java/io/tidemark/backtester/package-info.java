/** Backtests, optimisation, walk-forward and parity; owns the schema {@code backtest}. */
@NullMarked
package io.tidemark.backtester;

import org.jspecify.annotations.NullMarked;
