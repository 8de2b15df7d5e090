package io.tidemark.core.portfolio;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.OrderType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a strategy asks for and the position stage does not do. Money is not put where an exit or a
 * limit that somebody relies on would be missing: such a strategy's entries are denied.
 */
final class UnsupportedSettings {

  private final List<String> keys = new ArrayList<>();

  private UnsupportedSettings() {}

  /** The keys of the settings, as a strategy's file names them; empty if all is done. */
  static List<String> of(StrategyDefinition strategy) {
    UnsupportedSettings unsupported = new UnsupportedSettings();
    unsupported.sizing(strategy.risk());
    unsupported.limits(strategy.risk().limits());
    unsupported.when(
        strategy.execution().orderType() != OrderType.MARKET, "execution.order_type: limit");
    return unsupported.keys;
  }

  private void sizing(PositionSizing sizing) {
    when(sizing.atrRiskPct() != null, "risk.atr_risk_pct");
    when(sizing.kelly() != null, "risk.kelly");
    when(sizing.cooldownMinutes() != null, "risk.cooldown_minutes");
  }

  private void limits(StrategyLimits limits) {
    when(limits.maxPositionSizePct() != null, "risk.max_position_size_pct");
    when(limits.maxPositionNotional() != null, "risk.max_position_notional");
    when(limits.maxExposurePct() != null, "risk.max_exposure_pct");
    when(limits.maxCorrelation() != null, "risk.max_correlation");
    when(limits.dailyLossLimitPct() != null, "risk.daily_loss_limit_pct");
    when(limits.maxDrawdownPct() != null, "risk.max_drawdown_pct");
    when(limits.maxRiskOfRuin() != null, "risk.max_risk_of_ruin");
    when(limits.maxConsecutiveLosses() != null, "risk.max_consecutive_losses");
    when(limits.maxStopLosses() != null, "risk.max_stop_losses");
    when(limits.setupCooldownMinutes() != null, "risk.setup_cooldown_minutes");
    when(limits.maxOrdersPerMinute() != null, "risk.max_orders_per_minute");
  }

  private void when(boolean given, String key) {
    if (given) {
      keys.add(key);
    }
  }
}
