package io.tidemark.core.fill;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is assumed of fills beyond what the market data tells: the same for paper trading and
 * backtests.
 *
 * @param slippage at what price a taker trades
 * @param participation the largest part of what others trade or display that one order gets, above
 *     0 and at most 1; null for all of it, and on bars for all that is wanted
 * @param fees what a fill pays
 */
public record FillSettings(
    SlippageModel slippage, @Nullable BigDecimal participation, FeeSchedule fees) {

  /** The market's own prices and quantities, at the instrument's fee rates. */
  public static final FillSettings USUAL = walking(BigDecimal.ZERO);

  /**
   * @throws IllegalArgumentException if the participation is out of its range
   */
  public FillSettings {
    if (participation != null
        && (participation.signum() <= 0 || participation.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException(
          "execution.participation_pct must be above 0 and at most 100, was "
              + participation.movePointRight(2).toPlainString());
    }
  }

  /** The book walked through, worse by {@code slippageBps}; nothing else is out of the usual. */
  public static FillSettings walking(BigDecimal slippageBps) {
    return new FillSettings(
        SlippageModel.book(slippageBps), BigDecimal.ONE, FeeSchedule.OF_INSTRUMENT);
  }
}
