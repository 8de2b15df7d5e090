package io.tidemark.execution.account;

import io.tidemark.kit.configuration.TradingMode;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.execution}: how orders are sent and watched. Durations are of the suite's time,
 * which a replay makes pass faster, unless told otherwise.
 *
 * @param deadline after the start of its submission, how long a venue may take an order
 * @param queryInterval between two queries for an order that is not resolved
 * @param maxDecisionAge an entry decided longer ago is denied; null for {@code deadline}
 * @param reconcileInterval between two comparisons with the venue's books while orders work, of the
 *     machine's time; null for 15 s in live trading, where requests are dear, and 5 s otherwise
 * @param requestsPerSecond that an exchange may be sent; null for what suits the real venue in live
 *     trading, and 100 in the sandbox
 * @param balanceTolerance by which a balance at the venue may differ from what fills explain, of
 *     each currency, 0 or above
 * @param maxClockSkew between the venue's clock and ours, beyond which live trading does not begin
 * @param foreignOrders whether live trading begins although orders work at the venue that are not
 *     ours
 * @param compareWithPaper whether each order is priced by the paper model too; null for live
 *     trading alone
 * @param paperHistory how long market events are kept for paper orders that arrive late
 * @param paperHoldback how far behind the newest market event paper orders are matched
 */
@ConfigurationProperties(prefix = "tidemark.execution", ignoreUnknownFields = false)
public record ExecutionProperties(
    @DefaultValue("60s") Duration deadline,
    @DefaultValue("15s") Duration queryInterval,
    @Nullable Duration maxDecisionAge,
    @Nullable Duration reconcileInterval,
    @Nullable Integer requestsPerSecond,
    @DefaultValue("0.0001") BigDecimal balanceTolerance,
    @DefaultValue("2s") Duration maxClockSkew,
    @DefaultValue("false") boolean foreignOrders,
    @Nullable Boolean compareWithPaper,
    @DefaultValue("10m") Duration paperHistory,
    @DefaultValue("1s") Duration paperHoldback) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ExecutionProperties {
    requirePositive("deadline", deadline);
    requirePositive("query-interval", queryInterval);
    requirePositive("paper-history", paperHistory);
    requirePositive("max-clock-skew", maxClockSkew);
    if (balanceTolerance.signum() < 0) {
      throw new IllegalArgumentException(
          "tidemark.execution.balance-tolerance must be 0 or above, was "
              + balanceTolerance.toPlainString());
    }
    if (reconcileInterval != null) {
      requirePositive("reconcile-interval", reconcileInterval);
    }
    if (maxDecisionAge != null) {
      requirePositive("max-decision-age", maxDecisionAge);
    }
    if (requestsPerSecond != null && requestsPerSecond <= 0) {
      throw new IllegalArgumentException(
          "tidemark.execution.requests-per-second must be above 0, was " + requestsPerSecond);
    }
    if (paperHoldback.isNegative()) {
      throw new IllegalArgumentException(
          "tidemark.execution.paper-holdback must be 0 or above, was " + paperHoldback);
    }
  }

  /** The maximum age of an entry's decision, never null. */
  public Duration longestDecisionAge() {
    return maxDecisionAge == null ? deadline : maxDecisionAge;
  }

  /** Whether orders are priced by the paper model too. */
  public boolean isComparedWithPaper(TradingMode mode) {
    boolean usual = mode == TradingMode.LIVE;
    return mode != TradingMode.PAPER && (compareWithPaper == null ? usual : compareWithPaper);
  }

  /** The time between two comparisons with the venue's books, never null. */
  public Duration timeBetweenReconciliations(TradingMode mode) {
    return reconcileInterval == null
        ? Duration.ofSeconds(mode == TradingMode.LIVE ? 15 : 5)
        : reconcileInterval;
  }

  private static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "tidemark.execution.%s must be above 0, was %s".formatted(key, value));
    }
  }
}
