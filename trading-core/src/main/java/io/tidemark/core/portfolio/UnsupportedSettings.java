package io.tidemark.core.portfolio;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.OrderType;
import java.util.List;

/**
 * What a strategy asks for and the position stage does not do. Money is not put where something
 * that somebody relies on would be missing: such a strategy's entries are denied.
 */
final class UnsupportedSettings {

  private UnsupportedSettings() {}

  /** The keys of the settings, as a strategy's file names them; empty if all is done. */
  static List<String> of(StrategyDefinition strategy) {
    return strategy.execution().orderType() == OrderType.MARKET
        ? List.of()
        : List.of("execution.order_type: limit");
  }
}
