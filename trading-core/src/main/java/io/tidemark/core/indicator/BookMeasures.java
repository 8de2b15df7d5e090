package io.tidemark.core.indicator;

import io.tidemark.model.Microstructure;
import io.tidemark.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What a book and the trades of the last ten seconds say of the next price, as numbers. All but the
 * spread go from -1 (down) to 1 (up); each is NaN where what it needs is not known.
 */
final class BookMeasures {

  /** Trades move a price, resting orders may be withdrawn: they weigh accordingly. */
  private static final double FLOW_WEIGHT = 0.4;

  private static final double IMBALANCE_WEIGHT = 0.35;
  private static final double CHANGE_WEIGHT = 0.25;

  /** The spread, as a fraction of the mid, at which the score is worth half. */
  private static final double HALVING_SPREAD = 0.001;

  private BookMeasures() {}

  /** (bid depth - ask depth) / (bid depth + ask depth); 0 for an empty book. */
  static double imbalance(@Nullable Microstructure seen) {
    return seen == null ? Double.NaN : balance(of(seen.bidDepth()), of(seen.askDepth()));
  }

  /**
   * What bids gained less what asks gained within the ten seconds, over the sum of all four depths:
   * 1 if all asks turned into bids.
   */
  static double depthChange(@Nullable Microstructure seen) {
    if (seen == null) {
      return Double.NaN;
    }
    double bid = of(seen.bidDepth());
    double ask = of(seen.askDepth());
    double bidBefore = of(seen.bidDepthBefore());
    double askBefore = of(seen.askDepthBefore());
    return balance(bid + askBefore, ask + bidBefore);
  }

  /** (ask - bid) / mid, as a fraction. */
  static double spread(@Nullable Microstructure seen) {
    return seen == null ? Double.NaN : seen.spread().doubleValue();
  }

  /** (bought - sold) / (bought + sold) by takers; 0 without trades. */
  static double tradeFlow(@Nullable Microstructure seen) {
    return seen == null ? Double.NaN : balance(of(seen.buyVolume()), of(seen.sellVolume()));
  }

  /**
   * 0.4 trade flow + 0.35 imbalance + 0.25 depth change, over 1 + spread / 0.001: where the spread
   * is wide, the same pressure is worth less.
   */
  static double score(@Nullable Microstructure seen) {
    double pressure =
        FLOW_WEIGHT * tradeFlow(seen)
            + IMBALANCE_WEIGHT * imbalance(seen)
            + CHANGE_WEIGHT * depthChange(seen);
    return pressure / (1 + spread(seen) / HALVING_SPREAD);
  }

  private static double balance(double one, double other) {
    double total = one + other;
    return total == 0 ? 0 : (one - other) / total;
  }

  private static double of(@Nullable Quantity quantity) {
    return quantity == null ? Double.NaN : quantity.toDouble();
  }
}
