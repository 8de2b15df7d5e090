package io.tidemark.core.performance;

import java.time.Instant;
import java.util.List;

/**
 * The benchmark of who buys at the first open and waits: the cash is split evenly, each part buys
 * one symbol with the fee out of it, and nothing is sold.
 */
public final class BuyAndHold {

  private BuyAndHold() {}

  /**
   * One symbol's prices.
   *
   * @param start the open time of its first bar
   * @param open the first bar's open, above 0
   * @param closeTimes the closes of its bars in epoch milliseconds, each after the one before
   * @param closes the prices at them
   */
  public record Holding(Instant start, double open, long[] closeTimes, double[] closes) {

    /**
     * @throws IllegalArgumentException if {@code open} is not above 0
     */
    public Holding {
      if (!(open > 0)) {
        throw new IllegalArgumentException("open must be above 0, was " + open);
      }
    }

    private EquityCurve curve(double cash, double feeRate) {
      double bought = cash / (open * (1 + feeRate));
      double[] equity = new double[closes.length];
      for (int i = 0; i < equity.length; i++) {
        equity[i] = bought * closes[i];
      }
      return EquityCurve.ofBarCloses(start, cash, closeTimes, equity);
    }
  }

  /**
   * Its equity; a symbol whose bars begin later has its part in cash until then.
   *
   * @param cash in the quote currency, above 0
   * @param feeRate of what is bought, 0 or above
   * @throws IllegalArgumentException if there is no symbol or an argument is out of its range
   */
  public static EquityCurve of(double cash, double feeRate, List<Holding> holdings) {
    if (!(cash > 0)) {
      throw new IllegalArgumentException("cash must be above 0, was " + cash);
    }
    if (!(feeRate >= 0)) {
      throw new IllegalArgumentException("feeRate must be 0 or above, was " + feeRate);
    }
    if (holdings.isEmpty()) {
      throw new IllegalArgumentException("holdings must not be empty");
    }
    double part = cash / holdings.size();
    return EquityCurve.sum(holdings.stream().map(holding -> holding.curve(part, feeRate)).toList());
  }
}
