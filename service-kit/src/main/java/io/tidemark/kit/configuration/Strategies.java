package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import java.util.SortedMap;

/**
 * The strategies of the suite.
 *
 * @param byId never null, may be empty
 */
public record Strategies(SortedMap<String, StrategyDefinition> byId) {}
