package io.tidemark.core.engine;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * What a {@link PaperVenue} is told.
 *
 * @param instruments tick sizes and fee rates, by instrument; it takes orders in no other
 * @param initialBalances by currency
 * @param slippageBps by how many hundredths of a percent a taker's price is worse than the
 *     market's, 0 or above; never beyond a limit
 * @param latency from a decision to its effect on the market, 0 or above
 * @param holdback how far behind the newest market event orders are matched, so that trades and
 *     books that arrive in another order than they happened are put in theirs; 0 or above
 * @param history how long market events are kept for orders that arrive late; above 0
 */
public record PaperVenueConfiguration(
    String account,
    Map<InstrumentId, InstrumentRules> instruments,
    Map<String, BigDecimal> initialBalances,
    BigDecimal slippageBps,
    Duration latency,
    Duration holdback,
    Duration history) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public PaperVenueConfiguration {
    if (slippageBps.signum() < 0 || slippageBps.compareTo(BigDecimal.valueOf(10_000)) >= 0) {
      throw new IllegalArgumentException(
          "execution.slippage_bps must be 0 or above and below 10000, was "
              + slippageBps.toPlainString());
    }
    if (latency.isNegative() || holdback.isNegative()) {
      throw new IllegalArgumentException(
          "latency and holdback must be 0 or above, were %s and %s".formatted(latency, holdback));
    }
    if (history.isNegative() || history.isZero()) {
      throw new IllegalArgumentException("history must be above 0, was " + history);
    }
    instruments = Map.copyOf(instruments);
    initialBalances = Map.copyOf(initialBalances);
  }
}
