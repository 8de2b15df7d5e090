package io.tidemark.kit.configuration;

import io.tidemark.model.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds where a strategy's market section leaves something out.
 *
 * @param exchange the suite's; null if there is none to fall back on
 * @param symbols the suite's; empty if there are none to fall back on
 */
record StrategyDefaults(@Nullable String exchange, List<Symbol> symbols) {

  /** Everything must be given. */
  static final StrategyDefaults NONE = new StrategyDefaults(null, List.of());

  static StrategyDefaults of(SuiteConfiguration suite) {
    return new StrategyDefaults(suite.exchange().name(), suite.symbols());
  }
}
