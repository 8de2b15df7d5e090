package io.tidemark.core.fill;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;

/**
 * How busy a market was in a stretch of time; of that stretch alone, so that volume and volatility
 * belong together.
 *
 * @param high the highest price that was paid
 * @param low the lowest
 * @param volume base currency that traded
 */
public record MarketActivity(Price high, Price low, Quantity volume) {

  /** A stretch in which nothing was seen. */
  public static final MarketActivity NONE =
      new MarketActivity(Price.of("1"), Price.of("1"), Quantity.ZERO);

  /**
   * @throws IllegalArgumentException if the lowest is above the highest
   */
  public MarketActivity {
    if (low.isAbove(high)) {
      throw new IllegalArgumentException(
          "low must be at most high, were %s and %s".formatted(low, high));
    }
  }

  /**
   * The volatility of the stretch as a fraction of the price: {@code ln(high / low) / (2 sqrt(ln
   * 2))}, after Parkinson, "The Extreme Value Method for Estimating the Variance of the Rate of
   * Return", Journal of Business 53 (1980).
   */
  public double volatility() {
    double range = StrictMath.log(high.toDouble() / low.toDouble());
    return range / (2 * StrictMath.sqrt(StrictMath.log(2)));
  }

  /** The stretch with one more trade. */
  public MarketActivity with(Price price, Quantity quantity) {
    return volume.isZero()
        ? new MarketActivity(price, price, quantity)
        : new MarketActivity(
            price.isAbove(high) ? price : high,
            price.isBelow(low) ? price : low,
            volume.plus(quantity));
  }
}
