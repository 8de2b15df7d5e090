package io.tidemark.backtester.run;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.SuiteConfiguration;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The account that a strategy is run with.
 *
 * @param cash to begin with
 * @param limits of the account
 * @param shortsAllowed whether what is not held may be sold
 */
record RunAccount(BigDecimal cash, RiskLimits limits, boolean shortsAllowed) {

  /**
   * What the strategy says, then the suite, then what is usual.
   *
   * @param suite null to leave all to the strategy
   */
  static RunAccount of(StrategyDefinition strategy, @Nullable SuiteConfiguration suite) {
    BigDecimal cash = strategy.initialCash();
    if (cash == null) {
      cash = suite == null ? BacktestPlan.DEFAULT_CASH : suite.portfolio().initialCash();
    }
    return new RunAccount(
        cash,
        suite == null ? BacktestPlan.NO_LIMITS : suite.risk().limits(),
        suite == null ? !strategy.entry().shortRules().isEmpty() : suite.risk().allowShort());
  }
}
