package io.tidemark.kit.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads indicators that are written as sections: {@code rsi: {period: 14, oversold: 30}} becomes
 * {@code rsi: rsi(14)} and the name {@code rsi_oversold} for 30. A number whose key is no argument
 * of the indicator becomes a name; {@code source} and {@code timeframe} say what the indicator is
 * of, and {@code indicator} which one it is where its name is the user's own.
 */
final class IndicatorSections {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final Argument PERIOD = new Argument("period", "length", "window");

  /** Arguments by the indicators' names, in the order of the rule language. */
  private static final Map<String, Shape> SHAPES = shapes();

  private static final String KIND = "indicator";
  private static final String SOURCE = "source";
  private static final String TIMEFRAME = "timeframe";

  private final YamlDocument document;
  private final String name;
  private final ObjectNode section;

  private IndicatorSections(YamlDocument document, String name, ObjectNode section) {
    this.document = document;
    this.name = name;
    this.section = section;
  }

  /** An argument under any of its names. */
  private record Argument(List<String> names) {
    Argument(String... names) {
      this(List.of(names));
    }
  }

  /** An indicator of the rule language. */
  private record Shape(String indicator, List<Argument> arguments) {
    Shape(String indicator, Argument... arguments) {
      this(indicator, List.of(arguments));
    }
  }

  private static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String ofPeriod :
        List.of(
            "sma",
            "ema",
            "wma",
            "rsi",
            "roc",
            "atr",
            "natr",
            "adx",
            "cci",
            "williams_r",
            "mfi",
            "volume_sma",
            "volume_roc",
            "volume_ratio",
            "donchian",
            "zscore",
            "highest",
            "lowest",
            "rolling_vwap",
            "linreg_slope",
            "stddev",
            "support",
            "resistance",
            "btc_correlation",
            "sector_performance")) {
      shapes.put(ofPeriod, new Shape(ofPeriod, PERIOD));
    }
    Shape bollinger =
        new Shape("bollinger", PERIOD, new Argument("std_dev", "deviations", "multiplier"));
    shapes.put("bollinger", bollinger);
    shapes.put("bollinger_bands", bollinger);
    shapes.put(
        "macd",
        new Shape(
            "macd",
            new Argument("fast_period", "fast"),
            new Argument("slow_period", "slow"),
            new Argument("signal_period", "signal")));
    shapes.put(
        "stochastic",
        new Shape(
            "stochastic",
            new Argument("k_period", "k"),
            new Argument("smoothing", "slowing"),
            new Argument("d_period", "d")));
    shapes.put(
        "keltner",
        new Shape(
            "keltner",
            new Argument("ema_period", "period"),
            new Argument("atr_period"),
            new Argument("multiplier", "multiple")));
    shapes.put(
        "supertrend", new Shape("supertrend", PERIOD, new Argument("multiplier", "multiple")));
    return Map.copyOf(shapes);
  }

  /**
   * Writes every section as the indicator it stands for.
   *
   * @throws ConfigurationException if one is not known, or lacks an argument
   */
  static void resolve(YamlDocument document) {
    Optional<ObjectNode> indicators = document.section("indicators");
    if (indicators.isEmpty()) {
      return;
    }
    for (String name : new LinkedHashSet<>(indicators.get().propertyNames())) {
      if (indicators.get().get(name) instanceof ObjectNode section) {
        new IndicatorSections(document, name, section).resolve();
      }
    }
  }

  private String path() {
    return "indicators." + name;
  }

  private void resolve() {
    Shape shape = shape();
    Set<String> used = new LinkedHashSet<>(List.of(KIND, SOURCE, TIMEFRAME));
    String text = text(shape, used);
    for (String key : List.copyOf(section.propertyNames())) {
      if (!used.contains(key)) {
        constant(key);
      }
    }
    document.put(path(), path(), MAKE.stringNode(text));
  }

  private Shape shape() {
    String indicator = section.has(KIND) ? word(KIND) : name;
    Shape shape = SHAPES.get(indicator);
    if (shape == null) {
      throw document.problem(
          path(),
          "'%s' cannot be written as a section; write it as a text such as %s(14), or give"
                  .formatted(indicator, indicator)
              + " indicator: with one of "
              + SHAPES.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    return shape;
  }

  private String word(String key) {
    JsonNode value = section.get(key);
    if (!value.isString()) {
      throw document.problem(path() + "." + key, "must be a text, was '%s'".formatted(value));
    }
    return value.stringValue();
  }

  private String text(Shape shape, Set<String> used) {
    List<String> arguments = new ArrayList<>();
    if (section.has(SOURCE)) {
      arguments.add(word(SOURCE));
    }
    for (Argument argument : shape.arguments()) {
      arguments.add(value(argument, used));
    }
    String text = shape.indicator() + "(" + String.join(", ", arguments) + ")";
    return section.has(TIMEFRAME) ? text + "@" + word(TIMEFRAME) : text;
  }

  private String value(Argument argument, Set<String> used) {
    for (String key : argument.names()) {
      JsonNode value = section.get(key);
      if (value != null) {
        used.add(key);
        return number(key, value);
      }
    }
    throw document.problem(path(), argument.names().getFirst() + " is missing");
  }

  /** A threshold, or whatever else rules are to read by name. */
  private void constant(String key) {
    String constant = "indicators." + name + "_" + key;
    if (document.at(constant).isPresent()) {
      throw document.problem(
          path() + "." + key, "is called %s_%s, which is given too".formatted(name, key));
    }
    document.put(path() + "." + key, constant, MAKE.stringNode(number(key, section.get(key))));
  }

  private String number(String key, JsonNode value) {
    if (!value.isNumber()) {
      throw document.problem(
          path() + "." + key,
          "must be a number, was '%s'".formatted(value.isString() ? value.stringValue() : value));
    }
    return value.decimalValue().toPlainString();
  }
}
