package io.tidemark.backtester.run;

import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strategy with what was asked for in place of what its file says. */
final class StrategyAsRun {

  private StrategyAsRun() {}

  /**
   * What the strategy is to look at.
   *
   * @param exchange null for its own
   * @param symbols empty for its own
   */
  static Market market(
      StrategyDefinition strategy, @Nullable String exchange, List<Symbol> symbols) {
    Market own = strategy.market();
    return new Market(
        exchange == null ? own.exchange() : exchange,
        symbols.isEmpty() ? own.symbols() : symbols,
        own.primaryTimeframe(),
        own.timeframes());
  }

  /**
   * The strategy on a market, as if it were live, with the hash of what it is now.
   *
   * @throws IllegalArgumentException if an assumption is out of its range
   */
  static StrategyDefinition of(
      StrategyDefinition strategy, Market market, Assumptions assumptions) {
    StrategyDefinition changed =
        new StrategyDefinition(
            strategy.id(),
            strategy.name(),
            strategy.className(),
            Mode.LIVE,
            strategy.aggregation(),
            market,
            strategy.parameters(),
            strategy.indicators(),
            strategy.entry(),
            strategy.exit(),
            strategy.exits(),
            strategy.risk(),
            execution(strategy.execution(), assumptions),
            assumptions.cash() == null ? strategy.initialCash() : assumptions.cash(),
            strategy.configurationHash());
    return changed.equals(strategy)
        ? strategy
        : changed.withConfigurationHash(Ids.sha256(StrategyLoader.canonicalForm(changed)));
  }

  private static ExecutionPlan execution(ExecutionPlan own, Assumptions assumptions) {
    return new ExecutionPlan(
        own.orderType(),
        own.limit(),
        own.timeoutBars(),
        assumptions.feeRate() == null ? own.feeRate() : assumptions.feeRate(),
        assumptions.slippageBps() == null ? own.slippageBps() : assumptions.slippageBps(),
        own.latencyMs(),
        own.participationPct(),
        own.borrowRateDaily(),
        own.maintenanceMarginRate(),
        own.exits());
  }
}
