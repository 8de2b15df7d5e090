package io.tidemark.core.strategy;

import io.tidemark.core.strategy.StrategyParameter.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The parameters of a strategy class, checked, with what they are where they are not given.
 *
 * <p>Sections may be nested: {@code macd: {fast_period: 12}} is {@code macd_fast_period: 12}. The
 * sections {@code technical} and {@code momentum_strategy} add nothing to the name: {@code
 * technical: {rsi_period: 14}} is {@code rsi_period: 14}.
 */
public final class StrategyParameters {

  /** What every strategy may say; read elsewhere. */
  static final Set<String> COMMON = Set.of("max_bar_age_seconds");

  /** Sections that group without naming. */
  static final Set<String> PLAIN_SECTIONS = Set.of("technical", "momentum_strategy");

  private final String className;
  private final String section;
  private final Map<String, Object> given;
  private final Map<String, StrategyParameter> known;

  /**
   * Takes what a definition says.
   *
   * @param known what the class reads
   * @throws IllegalArgumentException if a parameter is not known, is given twice, or does not fit;
   *     the message begins with its key
   */
  public StrategyParameters(StrategyDefinition definition, List<StrategyParameter> known) {
    this.className = definition.className();
    this.section = "";
    this.known = new LinkedHashMap<>();
    known.forEach(one -> this.known.put(one.name(), one));
    this.given = new TreeMap<>();
    flatten("parameters", "", definition.parameters());
  }

  private StrategyParameters(StrategyParameters whole, String section) {
    this.className = whole.className;
    this.section = section;
    this.given = whole.given;
    this.known = whole.known;
  }

  /** The parameters of a section, which are then asked for without its name. */
  public StrategyParameters under(String name) {
    return new StrategyParameters(this, section + name + "_");
  }

  private void flatten(String path, String prefix, Map<?, ?> values) {
    values.forEach(
        (key, value) -> {
          String name = prefix + key;
          String at = path + "." + key;
          boolean plain = prefix.isEmpty() && PLAIN_SECTIONS.contains(name);
          if (value instanceof Map<?, ?> inner) {
            flatten(at, plain ? "" : name + "_", inner);
          } else if (!COMMON.contains(name)) {
            put(at, name, value);
          }
        });
  }

  private void put(String path, String name, Object value) {
    StrategyParameter parameter = known.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "%s is not known to %s; it knows %s"
              .formatted(path, className, String.join(", ", new TreeSet<>(known.keySet()))));
    }
    if (given.put(name, checked(path, parameter, value)) != null) {
      throw new IllegalArgumentException(
          "%s of %s is given twice: %s is known by one name".formatted(path, className, name));
    }
  }

  private Object checked(String path, StrategyParameter parameter, Object value) {
    return switch (parameter.kind()) {
      case WHOLE, NUMBER -> number(path, parameter, value);
      case FLAG -> require(value instanceof Boolean, path, "true or false", value);
      case TEXT -> require(value instanceof String, path, "a text", value);
      case NUMBERS -> {
        List<Double> numbers = new ArrayList<>();
        for (Object element : (List<?>) require(isList(value), path, "a list", value)) {
          numbers.add(number(path, parameter, element));
        }
        yield numbers;
      }
      case TEXTS ->
          ((List<?>) require(isList(value), path, "a list", value))
              .stream().map(String::valueOf).toList();
    };
  }

  private static boolean isList(Object value) {
    return value instanceof List<?> list && !list.isEmpty();
  }

  private Object require(boolean fits, String path, String expected, Object value) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s of %s must be %s, was %s".formatted(path, className, expected, value));
    }
    return value;
  }

  private Double number(String path, StrategyParameter parameter, Object value) {
    require(value instanceof Number, path, "a number", value);
    double number = ((Number) value).doubleValue();
    boolean whole = parameter.kind() == Kind.WHOLE;
    require(!whole || number == Math.rint(number), path, "a whole number", value);
    require(
        number >= parameter.least() && number <= parameter.most(),
        path,
        "from %s to %s"
            .formatted(FigureText.of(parameter.least()), FigureText.of(parameter.most())),
        value);
    return number;
  }

  /** A whole number. */
  public int whole(String name) {
    return (int) number(name);
  }

  /**
   * A whole number above another.
   *
   * @throws IllegalArgumentException if it is not
   */
  public int wholeAbove(String name, int other, String otherName) {
    int value = whole(name);
    require(value > other, "parameters." + name, "above " + otherName + " " + other, value);
    return value;
  }

  /** A number. */
  public double number(String name) {
    return ((Number) value(name)).doubleValue();
  }

  /** Yes or no. */
  public boolean flag(String name) {
    return (Boolean) value(name);
  }

  /** A text. */
  public String text(String name) {
    return (String) value(name);
  }

  /**
   * One of some texts.
   *
   * @throws IllegalArgumentException if it is another
   */
  public String oneOf(String name, Set<String> choices) {
    String value = text(name);
    String expected = "one of " + new TreeSet<>(choices);
    require(choices.contains(value), "parameters." + section + name, expected, value);
    return value;
  }

  /** A list of numbers. */
  public double[] numbers(String name) {
    return ((List<?>) value(name))
        .stream().mapToDouble(element -> ((Number) element).doubleValue()).toArray();
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    return ((List<?>) value(name)).stream().map(String::valueOf).toList();
  }

  /** Whether the definition says what a parameter is. */
  public boolean isGiven(String name) {
    return given.containsKey(section + name);
  }

  /** Whether the definition says anything in a section. */
  public boolean hasSection(String name) {
    return given.keySet().stream().anyMatch(key -> key.startsWith(section + name + "_"));
  }

  private Object value(String name) {
    String full = section + name;
    StrategyParameter parameter = known.get(full);
    if (parameter == null) {
      throw new IllegalStateException(className + " declares no parameter " + full);
    }
    return given.getOrDefault(full, parameter.preset());
  }

  /** Every key that may stand directly under {@code parameters} for these parameters. */
  static Set<String> topLevelKeys(List<StrategyParameter> known) {
    Set<String> keys =
        known.stream()
            .flatMap(one -> prefixes(one.name()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    keys.addAll(COMMON);
    keys.addAll(PLAIN_SECTIONS);
    return keys;
  }

  private static List<String> prefixes(String name) {
    List<String> prefixes = new ArrayList<>(List.of(name));
    for (int at = name.indexOf('_'); at > 0; at = name.indexOf('_', at + 1)) {
      prefixes.add(name.substring(0, at));
    }
    return prefixes;
  }
}
