/**
 * From trades to closed bars of every timeframe.
 *
 * <p>{@link io.tidemark.core.bar.BarBuilder} is the stage: trades, stream time, tops of book and
 * known holes in; {@link io.tidemark.model.event.BarsClosed} out.
 */
@NullMarked
package io.tidemark.core.bar;

import org.jspecify.annotations.NullMarked;
