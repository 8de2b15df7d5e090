package io.tidemark.kit.configuration;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Brings a strategy's YAML into the canonical form: what other suites write elsewhere or under
 * another name is moved to its place. {@code docs/configuration.md} lists every alias.
 */
final class StrategyAliases {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /** Percent of the position, which the canonical form has as a fraction. */
  static final String POSITION_PERCENTAGE = "position_percentage";

  private static final String LEVELS = "exits.take_profit_levels";

  /** Sections that are parameters, wherever they are written. */
  static final List<String> PARAMETER_SECTIONS =
      List.of("technical", "momentum_strategy", "ml", "orderbook", "regimes", "confluence");

  /** In the order in which they are moved: what one puts somewhere, a later one may move on. */
  static final List<Alias> ALIASES = aliases();

  /** The names of a target, in each of the levels. */
  static final List<Alias> LEVEL_ALIASES =
      List.of(new Alias("percentage", "target_pct"), new Alias(POSITION_PERCENTAGE, "close_pct"));

  private StrategyAliases() {}

  /**
   * A name and what it is another name of.
   *
   * @param alias as it may be written
   * @param canonical as the canonical form has it
   */
  record Alias(String alias, String canonical) {}

  private static List<Alias> aliases() {
    List<Alias> aliases = new ArrayList<>();
    for (String key : List.of("exchange", "symbol", "symbols", "timeframes")) {
      aliases.add(new Alias("strategy." + key, "market." + key));
    }
    aliases.add(new Alias("strategy.timeframe", "market.primary_timeframe"));
    aliases.add(new Alias("market.timeframe", "market.primary_timeframe"));
    for (String section : PARAMETER_SECTIONS) {
      aliases.add(new Alias(section, "parameters." + section));
    }
    aliases.add(new Alias("risk_management", "risk"));
    for (String key : List.of("position_size_pct", "position_size_usd")) {
      aliases.add(new Alias("parameters." + key, "risk." + key));
    }
    aliases.add(new Alias("risk.position_size_percentage", "risk.position_size_pct"));
    aliases.add(new Alias("risk.max_position_size_percentage", "risk.max_position_size_pct"));
    aliases.add(new Alias("risk.max_open_positions", "risk.max_positions"));
    for (String key : RecordKeys.of(ExitsSection.class).keySet()) {
      aliases.add(new Alias("exit." + key, "exits." + key));
    }
    for (String section : List.of("exit.", "risk.", "exits.")) {
      aliases.add(new Alias(section + "stop_loss_percentage", "exits.stop_loss_pct"));
      aliases.add(new Alias(section + "take_profit_percentage", "exits.take_profit_pct"));
    }
    aliases.add(new Alias("risk.take_profit_levels", LEVELS));
    aliases.add(new Alias("risk.trailing_stop", "exits.trailing_stop"));
    aliases.add(
        new Alias(
            "exits.trailing_stop.activation_percentage", "exits.trailing_stop.activation_pct"));
    aliases.add(
        new Alias("exits.trailing_stop.offset_percentage", "exits.trailing_stop.offset_pct"));
    return List.copyOf(aliases);
  }

  /**
   * Moves everything to its place.
   *
   * @throws ConfigurationException if something is given under two names
   */
  static void resolve(YamlDocument document) {
    ALIASES.forEach(alias -> document.move(alias.alias(), alias.canonical()));
    resolveLevels(document);
    resolveShortForms(document);
    if (document.at("parameters.momentum_strategy").isPresent()
        && document.at("strategy.class").isEmpty()
        && document.at("entry").isEmpty()) {
      document.put(
          "parameters.momentum_strategy",
          "strategy.class",
          MAKE.stringNode(SuiteFile.MOMENTUM_CLASS));
    }
    IndicatorSections.resolve(document);
  }

  private static void resolveLevels(YamlDocument document) {
    for (int i = 0; i < document.size(LEVELS); i++) {
      String level = LEVELS + "[" + i + "].";
      percentAsFraction(document, level + POSITION_PERCENTAGE);
      for (Alias alias : LEVEL_ALIASES) {
        document.move(level + alias.alias(), level + alias.canonical());
      }
    }
  }

  private static void percentAsFraction(YamlDocument document, String path) {
    Optional<JsonNode> percent = document.at(path);
    if (percent.isPresent()) {
      if (!percent.get().isNumber()) {
        throw document.problem(path, "must be a number, was '%s'".formatted(document.text(path)));
      }
      BigDecimal fraction = percent.get().decimalValue().movePointLeft(2);
      document.put(path, path, MAKE.numberNode(fraction));
    }
  }

  /** A distance that is a number alone, and what is switched on or off instead of told. */
  private static void resolveShortForms(YamlDocument document) {
    for (String distance : List.of("exits.stop_loss_atr", "exits.trailing_stop.offset_atr")) {
      document
          .at(distance)
          .filter(JsonNode::isNumber)
          .ifPresent(
              multiple ->
                  document.put(distance, distance, MAKE.objectNode().set("multiple", multiple)));
    }
    switched(document, "exits.ml_exit", MAKE.numberNode(new BigDecimal("0.5")));
    switched(document, "risk.kelly", MAKE.objectNode());
    switched(document, "risk.scale_in", MAKE.objectNode());
  }

  private static void switched(YamlDocument document, String path, JsonNode on) {
    document
        .at(path)
        .filter(JsonNode::isBoolean)
        .ifPresent(
            flag -> {
              if (flag.booleanValue()) {
                document.put(path, path, on);
              } else {
                document.remove(path);
              }
            });
  }
}
