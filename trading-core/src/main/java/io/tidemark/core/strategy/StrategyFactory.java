package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;

/** Makes a strategy of its definition. */
@FunctionalInterface
public interface StrategyFactory {

  /**
   * Makes a strategy for the instrument of the graphs, before their first bar.
   *
   * @throws RuleException if a rule cannot be used
   * @throws IllegalArgumentException if a parameter is missing or out of its range
   */
  Strategy create(StrategyDefinition definition, IndicatorGraphs graphs);
}
