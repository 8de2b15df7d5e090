package io.tidemark.core.strategy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Limits that a strategy sets for itself. They add to those of the account and never loosen them;
 * null leaves it to the account. The account's own are of the same form, in {@code
 * io.tidemark.core.risk.RiskLimits}: positions, trades and orders are then those of all strategies.
 *
 * @param maxPositionSizePct the most percent of equity one position may cost, in (0, 100]
 * @param maxPositionNotional the most of the quote currency one position may cost, above 0
 * @param maxExposurePct the most percent of equity all its positions may cost, in (0, 100]
 * @param maxCorrelation to what is held already, beyond which nothing is opened, in (0, 1]
 * @param dailyLossLimitPct loss of a UTC day in percent of the account's equity at its start, from
 *     which on nothing is opened, in (0, 100]
 * @param maxDrawdownPct fall of the account's equity from its peak in percent of it, from which on
 *     nothing is opened, in (0, 100]
 * @param drawdownFactor by which sizes shrink between no drawdown and the maximum, in (0, 1]
 * @param maxRiskOfRuin the most probability of ruin by its closed trades, in (0, 1]
 * @param maxConsecutiveLosses after which nothing is opened until the next UTC day, 1 or above
 * @param maxStopLosses in {@code stopLossWindowMinutes}, after which nothing is opened until one
 *     has left the window, 1 or above
 * @param stopLossWindowMinutes 1 or above; given with {@code maxStopLosses}
 * @param setupCooldownMinutes after an exit, for the same direction in the same instrument, 1 or
 *     above
 * @param maxOrdersPerMinute 1 or above
 */
public record StrategyLimits(
    @Nullable BigDecimal maxPositionSizePct,
    @Nullable BigDecimal maxPositionNotional,
    @Nullable BigDecimal maxExposurePct,
    @Nullable BigDecimal maxCorrelation,
    @Nullable BigDecimal dailyLossLimitPct,
    @Nullable BigDecimal maxDrawdownPct,
    @Nullable BigDecimal drawdownFactor,
    @Nullable BigDecimal maxRiskOfRuin,
    @Nullable Integer maxConsecutiveLosses,
    @Nullable Integer maxStopLosses,
    @Nullable Integer stopLossWindowMinutes,
    @Nullable Integer setupCooldownMinutes,
    @Nullable Integer maxOrdersPerMinute) {

  /** All left to the account. */
  public static final StrategyLimits NONE =
      new StrategyLimits(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  private static final int HUNDRED = 100;

  /**
   * The most that one position may cost, and no other limit.
   *
   * @throws IllegalArgumentException if it is not above 0 and at most 100
   */
  public static StrategyLimits ofPosition(BigDecimal maxPositionSizePct) {
    return new StrategyLimits(
        maxPositionSizePct, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * @throws IllegalArgumentException if a value is out of its range; the message begins with the
   *     key
   */
  public StrategyLimits {
    maxPositionSizePct = Ranges.upTo("risk.max_position_size_pct", maxPositionSizePct, HUNDRED);
    maxPositionNotional = Ranges.positive("risk.max_position_notional", maxPositionNotional);
    maxExposurePct = Ranges.upTo("risk.max_exposure_pct", maxExposurePct, HUNDRED);
    maxCorrelation = Ranges.upTo("risk.max_correlation", maxCorrelation, 1);
    dailyLossLimitPct = Ranges.upTo("risk.daily_loss_limit_pct", dailyLossLimitPct, HUNDRED);
    maxDrawdownPct = Ranges.upTo("risk.max_drawdown_pct", maxDrawdownPct, HUNDRED);
    drawdownFactor = Ranges.upTo("risk.drawdown_factor", drawdownFactor, 1);
    maxRiskOfRuin = Ranges.upTo("risk.max_risk_of_ruin", maxRiskOfRuin, 1);
    maxConsecutiveLosses = Ranges.atLeast("risk.max_consecutive_losses", maxConsecutiveLosses, 1);
    maxStopLosses = Ranges.atLeast("risk.max_stop_losses", maxStopLosses, 1);
    stopLossWindowMinutes =
        Ranges.atLeast("risk.stop_loss_window_minutes", stopLossWindowMinutes, 1);
    setupCooldownMinutes = Ranges.atLeast("risk.setup_cooldown_minutes", setupCooldownMinutes, 1);
    maxOrdersPerMinute = Ranges.atLeast("risk.max_orders_per_minute", maxOrdersPerMinute, 1);
    if ((maxStopLosses == null) != (stopLossWindowMinutes == null)) {
      throw new IllegalArgumentException(
          "risk.max_stop_losses and stop_loss_window_minutes must be given together");
    }
    if (drawdownFactor != null && maxDrawdownPct == null) {
      throw new IllegalArgumentException("risk.drawdown_factor needs max_drawdown_pct");
    }
  }
}
