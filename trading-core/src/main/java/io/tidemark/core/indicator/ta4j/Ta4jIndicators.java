package io.tidemark.core.indicator.ta4j;

import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.IndicatorDefinition;
import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ta4j.core.num.Num;

/** The indicators of ta4j as the catalogue knows indicators. */
public final class Ta4jIndicators {

  /** What their names in rules start with. */
  public static final String PREFIX = "ta4j.";

  private static final double LARGEST = 1e12;

  /** What a kernel reads; the first may be replaced by the user's series. */
  private static final List<BarField> INPUTS =
      List.of(
          BarField.CLOSE,
          BarField.OPEN,
          BarField.HIGH,
          BarField.LOW,
          BarField.VOLUME,
          BarField.OPEN_TIME,
          BarField.CLOSE_TIME);

  private static final SortedMap<String, String> CLASSES = Ta4jClasses.bySimpleName();

  private Ta4jIndicators() {}

  /**
   * The definition of a name such as {@code ta4j.RSIIndicator}; empty if there is no such class or
   * it cannot be reached.
   */
  public static Optional<IndicatorDefinition> find(String name) {
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String simpleName = name.substring(PREFIX.length());
    return CLASSES.containsKey(simpleName) && whyNot(simpleName).isEmpty()
        ? Optional.of(definition(simpleName))
        : Optional.empty();
  }

  /** The simple names of all classes, reachable or not. */
  public static SortedSet<String> classNames() {
    return new TreeSet<>(CLASSES.keySet());
  }

  /** Why a class cannot be reached; empty if it can. */
  public static Optional<String> whyNot(String simpleName) {
    Optional<String> known = Recipes.whyNot(simpleName);
    if (known.isPresent()) {
      return known;
    }
    Class<?> value = valueOf(type(simpleName));
    boolean number =
        value == Boolean.class || value == Num.class || Number.class.isAssignableFrom(value);
    if (!number) {
      return Optional.of("its value is no number: " + value.getSimpleName());
    }
    return constructions(simpleName).isEmpty()
        ? Optional.of("its constructors take what bars and numbers do not tell")
        : Optional.empty();
  }

  /** How it can be written, such as {@code ta4j.RSIIndicator([close,] barCount)}, each way. */
  public static List<String> signatures(String simpleName) {
    return constructions(simpleName).values().stream()
        .map(
            construction -> {
              List<String> words = new ArrayList<>();
              construction.arguments().forEach(argument -> words.add(argument.name()));
              String source = takesSource(simpleName) ? "[close]" : "";
              String separator = source.isEmpty() || words.isEmpty() ? "" : ", ";
              return PREFIX
                  + simpleName
                  + "("
                  + source
                  + separator
                  + String.join(", ", words)
                  + ")";
            })
        .toList();
  }

  /** What the numbers of arguments stand for that are no numbers by themselves. */
  public static SortedMap<String, String> meanings(String simpleName) {
    SortedMap<String, String> meanings = new TreeMap<>();
    for (Construction construction : constructions(simpleName).values()) {
      for (Argument argument : construction.arguments()) {
        if (!argument.meaning().isEmpty()) {
          meanings.put(argument.name(), argument.meaning());
        }
      }
    }
    return meanings;
  }

  private static IndicatorDefinition definition(String simpleName) {
    SortedMap<Integer, Construction> byCount = constructions(simpleName);
    int least = byCount.firstKey();
    List<Argument> longest = byCount.lastEntry().getValue().arguments();
    List<Parameter> parameters = new ArrayList<>();
    for (Argument argument : longest) {
      Parameter parameter = new Parameter(argument.name(), false, -LARGEST, LARGEST, null);
      parameters.add(parameters.size() < least ? parameter : parameter.or(Double.NaN));
    }
    return new IndicatorDefinition(
        PREFIX + simpleName,
        "ta4j's %s over the last bars.".formatted(simpleName),
        INPUTS,
        takesSource(simpleName),
        parameters,
        List.of(),
        arguments -> kernel(simpleName, byCount, arguments));
  }

  private static Ta4jKernel kernel(
      String simpleName, SortedMap<Integer, Construction> byCount, double[] arguments) {
    int count = 0;
    while (count < arguments.length && !Double.isNaN(arguments[count])) {
      count++;
    }
    Construction construction = byCount.get(count);
    if (construction == null) {
      throw new IllegalArgumentException(
          "ta4j has no %s of %d number(s): write %s"
              .formatted(simpleName, count, String.join(" or ", signatures(simpleName))));
    }
    return new Ta4jKernel(construction, Arrays.copyOf(arguments, count));
  }

  /** A source can be chosen where no constructor takes the bars themselves. */
  private static boolean takesSource(String simpleName) {
    return constructions(simpleName).values().stream().allMatch(Construction::takesSource);
  }

  private static SortedMap<Integer, Construction> constructions(String simpleName) {
    return Recipes.find(simpleName)
        .map(List::of)
        .orElseGet(() -> Construction.of(type(simpleName)))
        .stream()
        .collect(
            Collectors.toMap(
                one -> one.arguments().size(), one -> one, (first, _) -> first, TreeMap::new));
  }

  private static Class<?> type(String simpleName) {
    try {
      return Class.forName(CLASSES.get(simpleName));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("ta4j on the class path has no " + simpleName, e);
    }
  }

  /** What the class gives at a bar, by the method that calculates it. */
  private static Class<?> valueOf(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        boolean gives = method.getName().equals("calculate") || method.getName().equals("getValue");
        if (gives
            && !method.isBridge()
            && method.getParameterCount() == 1
            && method.getReturnType() != Object.class) {
          return method.getReturnType();
        }
      }
    }
    return Object.class;
  }
}
