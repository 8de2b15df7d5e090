package io.tidemark.core.portfolio;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
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
    unsupported.exits(strategy.exits());
    unsupported.sizing(strategy.risk());
    unsupported.when(
        strategy.execution().orderType() != OrderType.MARKET, "execution.order_type: limit");
    return unsupported.keys;
  }

  private void exits(ExitPlan plan) {
    when(plan.stopLossAtr() != null, "exits.stop_loss_atr");
    when(!plan.takeProfitLevels().isEmpty(), "exits.take_profit_levels");
    when(plan.trailingStop() != null, "exits.trailing_stop");
    when(plan.breakEvenAtPct() != null, "exits.break_even_at_pct");
    when(plan.maxHoldTimeMinutes() != null, "exits.max_hold_time_minutes");
    when(!plan.roi().isEmpty(), "exits.roi");
    when(plan.oppositeSignal() != OppositeSignal.CLOSE, "exits.opposite_signal");
    when(plan.mlExitConfidence() != null, "exits.ml_exit");
    when(plan.feeAware(), "exits.fee_aware");
  }

  private void sizing(PositionSizing sizing) {
    when(sizing.maxEntries() != null, "risk.scale_in");
  }

  private void when(boolean given, String key) {
    if (given) {
      keys.add(key);
    }
  }
}
