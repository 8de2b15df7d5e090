package io.tidemark.core.risk;

import io.tidemark.core.strategy.StrategyLimits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an account, whatever its strategies ask for.
 *
 * @param maxOpenPositions open or opening at once, 1 or above
 * @param cooldownMinutes after an exit, in which nothing is opened in its instrument, 1 or above;
 *     null for none
 * @param limits those that a strategy can set for itself too, here of the account as a whole; of
 *     them, {@code maxPositionSizePct} must be given
 * @param correlation what {@code limits.maxCorrelation}, of the account or a strategy, is judged by
 * @param ruinLossPct the loss in percent of equity that counts as ruin, in (0, 100]
 */
public record RiskLimits(
    int maxOpenPositions,
    @Nullable Integer cooldownMinutes,
    StrategyLimits limits,
    CorrelationWindow correlation,
    BigDecimal ruinLossPct) {

  /** Half of equity. */
  public static final BigDecimal DEFAULT_RUIN_LOSS_PCT = BigDecimal.valueOf(50);

  /**
   * @throws IllegalArgumentException if a limit is out of its range
   */
  public RiskLimits {
    if (maxOpenPositions < 1) {
      throw new IllegalArgumentException(
          "risk.max_open_positions must be 1 or above, was " + maxOpenPositions);
    }
    if (cooldownMinutes != null && cooldownMinutes < 1) {
      throw new IllegalArgumentException(
          "risk.cooldown_minutes must be 1 or above, was " + cooldownMinutes);
    }
    if (limits.maxPositionSizePct() == null) {
      throw new IllegalArgumentException("risk.max_position_size_pct must be given");
    }
    if (ruinLossPct.signum() <= 0 || ruinLossPct.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new IllegalArgumentException(
          "risk.ruin_loss_pct must be above 0 and at most 100, was " + ruinLossPct.toPlainString());
    }
  }

  /**
   * The two limits that every account has, and no other.
   *
   * @param maxPositionPct the most percent of equity one position may cost, in (0, 100]
   * @throws IllegalArgumentException if a limit is out of its range
   */
  public RiskLimits(int maxOpenPositions, BigDecimal maxPositionPct) {
    this(
        maxOpenPositions,
        null,
        StrategyLimits.ofPosition(maxPositionPct),
        CorrelationWindow.DEFAULT,
        DEFAULT_RUIN_LOSS_PCT);
  }
}
