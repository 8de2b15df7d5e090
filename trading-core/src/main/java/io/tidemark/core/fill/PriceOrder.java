package io.tidemark.core.fill;

import io.tidemark.model.Price;
import io.tidemark.model.Side;

/** Which of two prices stands nearer to the market, seen from a side of the book. */
final class PriceOrder {
  private PriceOrder() {}

  /**
   * Whether a resting order of {@code side} at {@code price} trades before one at {@code other}.
   */
  static boolean isBetter(Side side, Price price, Price other) {
    return switch (side) {
      case BUY -> price.isAbove(other);
      case SELL -> price.isBelow(other);
    };
  }
}
