package io.tidemark.position.stage;

import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the stage is told besides the venue's rules and the account's cash.
 *
 * @param strategies by id
 * @param maxDecisionAge an entry decided longer ago is denied
 */
record StageSettings(
    RunIdentity identity,
    RiskLimits limits,
    SortedMap<String, StrategyDefinition> strategies,
    Duration maxDecisionAge) {

  /** The configuration of an account that starts with {@code cash}. */
  PositionStageConfiguration configuration(
      Map<String, BigDecimal> cash, Map<InstrumentId, InstrumentRules> rules) {
    return PositionStageConfiguration.of(
            identity.run(), identity.account(), cash, limits, strategies, rules)
        .withMaxDecisionAge(maxDecisionAge);
  }

  /** The configuration of an account that goes on. */
  PositionStageConfiguration configuration(
      AccountState account, Map<InstrumentId, InstrumentRules> rules) {
    Map<String, BigDecimal> cash = new TreeMap<>();
    for (CashBalance balance : account.balances().values()) {
      cash.put(balance.cash().currency(), balance.initial().amount());
    }
    return configuration(cash, rules);
  }
}
