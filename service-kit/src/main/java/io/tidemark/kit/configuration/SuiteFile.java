package io.tidemark.kit.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What {@code config/tidemark.yaml} says: the suite's configuration, perhaps a strategy with it,
 * and what has no effect.
 *
 * @param strategy the strategy of its section {@code momentum_strategy}; null without one
 * @param ignored settings that are accepted and have no effect
 */
record SuiteFile(
    SuiteConfiguration suite, @Nullable YamlDocument strategy, List<IgnoredSetting> ignored) {

  static final String MOMENTUM_CLASS = "MomentumStrategy";

  private static final String MOMENTUM = "momentum_strategy";
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final List<String> RISK_SECTIONS = List.of("risk_management", "risk");

  /** Where a suite's file may have exits, if it has a strategy; as a strategy's file has them. */
  static final List<String> STRATEGY_EXITS =
      List.of("stop_loss_percentage", "take_profit_levels", "trailing_stop");

  /** What is accepted for the sake of configurations that have it, and why it has no effect. */
  static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "application.opportunity_scan_interval_seconds",
          "strategies decide at each close of their primary timeframe",
          "application.position_check_interval_seconds",
          "positions are checked at every trade of their market",
          "database",
          "the database is named by the environment alone, its password with it:"
              + " TIDEMARK_DATABASE_URL, TIDEMARK_DATABASE_USERNAME and"
              + " TIDEMARK_DATABASE_PASSWORD");

  /**
   * @throws ConfigurationException if it is not valid
   */
  static SuiteFile of(YamlDocument document) {
    List<IgnoredSetting> ignored = new ArrayList<>();
    WITHOUT_EFFECT.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> document.at(entry.getKey()).isPresent())
        .forEach(
            entry -> {
              String key = entry.getKey();
              ignored.add(
                  new IgnoredSetting(document.file(), document.lineOf(key), key, entry.getValue()));
              document.remove(key);
            });
    YamlDocument strategy = strategy(document).orElse(null);
    return new SuiteFile(
        YamlBinding.bind(document, SuiteConfiguration.class), strategy, List.copyOf(ignored));
  }

  /** Takes the strategy out of the suite's file; it trades what the suite trades, by the minute. */
  private static Optional<YamlDocument> strategy(YamlDocument suite) {
    if (suite.section(MOMENTUM).isEmpty()) {
      return Optional.empty();
    }
    YamlDocument strategy = suite.empty();
    for (String section : RISK_SECTIONS) {
      for (String key : STRATEGY_EXITS) {
        suite.moveInto(strategy, section + "." + key, "risk." + key);
      }
    }
    String parameters = "parameters." + MOMENTUM;
    suite.moveInto(strategy, MOMENTUM, parameters);
    strategy.put(parameters, "strategy.id", MAKE.stringNode("momentum-strategy"));
    strategy.put(parameters, "strategy.name", MAKE.stringNode("Momentum strategy"));
    strategy.put(parameters, "strategy.class", MAKE.stringNode(MOMENTUM_CLASS));
    strategy.put(parameters, "market.primary_timeframe", MAKE.stringNode("1m"));
    return Optional.of(strategy);
  }
}
