package io.tidemark.core.fill;

/**
 * How busy a market was in a stretch of time; of that stretch alone, so that volume and volatility
 * belong together.
 *
 * @param high the highest price that was paid, above 0
 * @param low the lowest, above 0
 * @param volume base currency that traded, 0 or above
 */
public record MarketActivity(double high, double low, double volume) {

  /** A stretch in which nothing was seen. */
  public static final MarketActivity NONE = new MarketActivity(1, 1, 0);

  private static final double PARKINSON = 2 * StrictMath.sqrt(StrictMath.log(2));

  /**
   * @throws IllegalArgumentException if a figure is out of its range
   */
  public MarketActivity {
    if (!(low > 0 && high >= low)) {
      throw new IllegalArgumentException(
          "low must be above 0 and at most high, were %s and %s".formatted(low, high));
    }
    if (!(volume >= 0)) {
      throw new IllegalArgumentException("volume must be 0 or above, was " + volume);
    }
  }

  /**
   * The volatility of the stretch as a fraction of the price: {@code ln(high / low) / (2 sqrt(ln
   * 2))}, after Parkinson, "The Extreme Value Method for Estimating the Variance of the Rate of
   * Return", Journal of Business 53 (1980).
   */
  public double volatility() {
    return StrictMath.log(high / low) / PARKINSON;
  }

  /** The stretch with one more trade. */
  public MarketActivity with(double price, double quantity) {
    return volume == 0
        ? new MarketActivity(price, price, quantity)
        : new MarketActivity(Math.max(high, price), Math.min(low, price), volume + quantity);
  }
}
