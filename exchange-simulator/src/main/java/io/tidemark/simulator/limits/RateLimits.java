package io.tidemark.simulator.limits;

import java.math.BigDecimal;

/**
 * What the venue takes, in requests counted as Kraken counts them.
 *
 * @param publicCalls of one address
 * @param privateCalls of one key; history counts double, orders not at all
 * @param orders of one account in one market, in the matching engine's points
 * @param openOrders of one account in one market, 1 or above
 */
public record RateLimits(Bound publicCalls, Bound privateCalls, Bound orders, int openOrders) {

  /** Kraken's starter tier. */
  public static final RateLimits STARTER = tier("15", "0.33", "60", "1", 60);

  /** Kraken's intermediate tier. */
  public static final RateLimits INTERMEDIATE = tier("20", "0.5", "125", "2.34", 80);

  /** Kraken's pro tier. */
  public static final RateLimits PRO = tier("20", "1", "180", "3.75", 225);

  /**
   * @throws IllegalArgumentException if a number of open orders below 1 is given
   */
  public RateLimits {
    if (openOrders < 1) {
      throw new IllegalArgumentException("openOrders must be 1 or above, was " + openOrders);
    }
  }

  private static RateLimits tier(
      String calls, String callDecay, String orders, String orderDecay, int openOrders) {
    return new RateLimits(
        Bound.of("5", "1"), Bound.of(calls, callDecay), Bound.of(orders, orderDecay), openOrders);
  }

  /**
   * A count that falls as wall time goes by.
   *
   * @param most what it may come to, above 0
   * @param decay what it falls by a second, above 0
   */
  public record Bound(BigDecimal most, BigDecimal decay) {

    /**
     * @throws IllegalArgumentException if one is not above 0
     */
    public Bound {
      if (most.signum() <= 0 || decay.signum() <= 0) {
        throw new IllegalArgumentException(
            "most and decay must be above 0, were %s and %s"
                .formatted(most.toPlainString(), decay.toPlainString()));
      }
    }

    public static Bound of(String most, String decay) {
      return new Bound(new BigDecimal(most), new BigDecimal(decay));
    }
  }
}
