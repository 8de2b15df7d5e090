package io.tidemark.backtester.search;

import io.tidemark.backtester.run.BacktestSettings;
import io.tidemark.backtester.run.SettingException;
import io.tidemark.kit.configuration.SearchSection;
import io.tidemark.kit.configuration.StrategyTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be searched, over which bars.
 *
 * @param strategy whose parameters are searched
 * @param space what is searched; null for the section of the strategy's file
 * @param choices what holds instead of what that says
 * @param threads that run trials, 1 or above
 */
public record SearchRequest(
    BacktestSettings history,
    StrategyTemplate strategy,
    @Nullable SearchSection space,
    SearchChoices choices,
    int threads) {

  /**
   * @throws SettingException if there is no thread
   */
  public SearchRequest {
    if (threads < 1) {
      throw new SettingException("threads", "must be 1 or above, was " + threads);
    }
  }

  /**
   * The search that is asked for.
   *
   * @throws IllegalArgumentException if it does not go with the strategy
   * @throws io.tidemark.kit.configuration.ConfigurationException if the strategy is not valid, or
   *     something of the space does not fit
   */
  public SearchDesign design() {
    SearchDesign design = choices.over(space == null ? strategy.search() : space);
    SearchedStrategy.require(strategy, design.space());
    design.begin();
    return design;
  }
}
