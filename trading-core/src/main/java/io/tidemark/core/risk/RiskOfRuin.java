package io.tidemark.core.risk;

/**
 * The probability of ever losing an amount, if trades go on as they did.
 *
 * <p>The sum of results is taken for a Brownian motion with drift {@code m}, the mean result, and
 * variance {@code v} a trade. It ever falls by {@code c} with the probability {@code exp(-2 m c /
 * v)} if {@code m} is above 0, and surely otherwise (D. R. Cox and H. D. Miller, The Theory of
 * Stochastic Processes, 1965, section 5.7). For gains and losses of one size and an edge near 0
 * this is the gambler's ruin {@code (q / p) ^ c} (W. Feller, An Introduction to Probability Theory
 * and Its Applications, volume 1, chapter XIV).
 */
public final class RiskOfRuin {

  /** Fewer closed trades tell too little. */
  public static final int MINIMUM_TRADES = 30;

  private RiskOfRuin() {}

  /**
   * The probability, from 0 to 1.
   *
   * @param capital what would have to be lost, above 0
   */
  public static double of(TradeRecord record, double capital) {
    double mean = record.mean();
    if (!(mean > 0) || !(capital > 0)) {
      return 1;
    }
    double variance = record.variance();
    return variance == 0 ? 0 : StrictMath.exp(-2 * mean * capital / variance);
  }
}
