package io.tidemark.core.strategy;

import java.util.List;

/**
 * A strategy class that can be configured by name.
 *
 * @param name what {@code strategy.class} says
 * @param aliases other names for it
 * @param summary what it does, in a sentence or two, for people
 * @param parameters everything it can be told
 * @param factory makes one
 */
public record StrategyClass(
    String name,
    List<String> aliases,
    String summary,
    List<StrategyParameter> parameters,
    StrategyFactory factory) {

  public StrategyClass {
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
  }
}
