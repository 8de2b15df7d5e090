package io.tidemark.core.bar;

import io.tidemark.model.Bar;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;

/**
 * A venue's candle that takes the place of a minute's trades.
 *
 * @param edition as it is told, with its revision
 * @param counted what of its volume the trades had told
 */
public record MinuteCandle(Bar edition, Quantity counted) {

  /**
   * @throws IllegalArgumentException if it is not of a minute
   */
  public MinuteCandle {
    if (edition.timeframe() != Timeframe.M1) {
      throw new IllegalArgumentException("edition must be of 1m, was " + edition.timeframe());
    }
  }
}
