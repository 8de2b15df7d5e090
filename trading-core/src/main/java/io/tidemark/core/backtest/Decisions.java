package io.tidemark.core.backtest;

import io.tidemark.model.event.SignalRaised;
import org.jspecify.annotations.Nullable;

/**
 * Where a strategy that only buys asks for something that matters: for an entry while nothing is
 * held, for an exit otherwise. Bars are asked about in their order.
 */
interface Decisions {

  /**
   * The first bar from one on at which it may ask for what matters, as far as that is known by now;
   * beyond the last bar if there is none.
   */
  int next(int from, boolean isFlat);

  /** What it asks for at a bar; null for nothing that matters. To be asked once of a bar. */
  @Nullable Request at(int index, boolean isFlat);

  /**
   * Something that is asked for.
   *
   * @param signal that asks for it; null where signals are not made
   */
  record Request(@Nullable SignalRaised signal) {

    /** Of what is not told in words. */
    static final Request UNTOLD = new Request(null);
  }
}
