package io.tidemark.core.fill;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others display on one side of the book, less what was taken since it was told. */
final class DisplayedSide {

  private final Side side;
  private Deque<DepthLevel> levels = new ArrayDeque<>();

  DisplayedSide(Side side) {
    this.side = side;
  }

  /**
   * Replaces the side.
   *
   * @throws IllegalArgumentException if the levels are not ordered best first
   */
  void replace(List<DepthLevel> newLevels) {
    for (int i = 1; i < newLevels.size(); i++) {
      Price better = newLevels.get(i - 1).price();
      Price worse = newLevels.get(i).price();
      if (!PriceOrder.isBetter(side, better, worse)) {
        throw new IllegalArgumentException(
            "levels of the %s side must run from best to worst, were %s then %s"
                .formatted(side, better, worse));
      }
    }
    levels = new ArrayDeque<>(newLevels);
  }

  @Nullable DepthLevel best() {
    return levels.peekFirst();
  }

  /** Takes from the best level; {@code quantity} is at most what it holds. */
  void takeFromBest(Quantity quantity) {
    DepthLevel best = levels.removeFirst();
    Quantity left = best.quantity().minus(quantity);
    if (left.isPositive()) {
      levels.addFirst(new DepthLevel(best.price(), left));
    }
  }

  /** Drops what cannot be there any more once the market traded at {@code price}. */
  void dropBetterThan(Price price) {
    while (!levels.isEmpty() && PriceOrder.isBetter(side, levels.getFirst().price(), price)) {
      levels.removeFirst();
    }
  }

  Quantity quantityAt(Price price) {
    for (DepthLevel level : levels) {
      if (level.price().equals(price)) {
        return level.quantity();
      }
      if (PriceOrder.isBetter(side, price, level.price())) {
        break;
      }
    }
    return Quantity.ZERO;
  }

  List<DepthLevel> levels() {
    return List.copyOf(levels);
  }
}
