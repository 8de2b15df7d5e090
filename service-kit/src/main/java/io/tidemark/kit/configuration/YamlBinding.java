package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.kit.codec.Json;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.MissingNode;

/**
 * Binds documents to records. Keys are written in snake case; a key that the record does not have,
 * a value of another type and a value out of range are each told with file, line and key.
 */
final class YamlBinding {

  private static final JsonMapper MAPPER =
      Json.configure(JsonMapper.builder())
          .addModule(
              new SimpleModule("tidemark-configuration")
                  .addDeserializer(Duration.class, new DurationDeserializer())
                  .addDeserializer(Condition.class, new ConditionDeserializer()))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private static final Pattern LEADING_KEY =
      Pattern.compile("^[a-z][a-z0-9_]*(\\.[a-z0-9_]+|\\[\\d+])*");

  private final YamlDocument document;

  private YamlBinding(YamlDocument document) {
    this.document = document;
  }

  /**
   * The document as {@code type}.
   *
   * @throws ConfigurationException if it does not fit
   */
  static <T> T bind(YamlDocument document, Class<T> type) {
    new YamlBinding(document).requireKnown("", document.root(), type);
    try {
      return MAPPER.treeToValue(document.root(), type);
    } catch (DatabindException e) {
      throw told(document, path(e), problem(document, e));
    }
  }

  /**
   * What a value that does not fit says of itself.
   *
   * @param path of what it is part of, perhaps empty
   * @param problem may begin with its own key
   */
  static ConfigurationException told(YamlDocument document, String path, String problem) {
    if (!path.isEmpty() && !problem.startsWith(path + ".")) {
      return document.problem(path, problem);
    }
    Matcher key = LEADING_KEY.matcher(problem);
    int line = key.find() ? document.lineOf(key.group()) : 0;
    return ConfigurationException.at(document.file(), line, "", problem);
  }

  private void requireKnown(String path, JsonNode node, Class<?> type) {
    SortedMap<String, RecordComponent> keys = RecordKeys.of(type);
    SortedMap<String, RecordComponent> aliases = RecordKeys.aliasesOf(type);
    Map<String, String> given = new HashMap<>();
    for (String name : node.propertyNames()) {
      String place = path.isEmpty() ? name : path + "." + name;
      RecordComponent component = keys.getOrDefault(name, aliases.get(name));
      if (component == null) {
        throw document.problem(place, remedy(place, keys));
      }
      String twin = given.putIfAbsent(component.getName(), name);
      if (twin != null) {
        throw document.problem(place, "is the same as %s; give one of them".formatted(twin));
      }
      RecordKeys.recordOf(component)
          .ifPresent(section -> requireKnownIn(place, node.get(name), section));
    }
  }

  private void requireKnownIn(String path, JsonNode value, Class<?> type) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        requireKnownIn(path + "[" + i + "]", value.get(i), type);
      }
    } else if (value.isObject()) {
      requireKnown(path, value, type);
    }
  }

  private static String remedy(String path, SortedMap<String, RecordComponent> known) {
    return KnownElsewhere.remedy(path)
        .orElseGet(() -> "unknown key; known here: " + String.join(", ", known.keySet()));
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String problem(YamlDocument document, DatabindException e) {
    return switch (e) {
      case ValueInstantiationException refused when refused.getCause() != null ->
          String.valueOf(refused.getCause().getMessage());
      case InvalidFormatException format when isOwnValue(format.getTargetType()) ->
          firstLine(e).replaceFirst("^.*\": ", "");
      case InvalidFormatException format ->
          "must be %s, was '%s'".formatted(name(format.getTargetType()), format.getValue());
      case MismatchedInputException mismatch when mismatch.getTargetType() == Condition.class ->
          firstLine(e);
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          "must be %s, was %s".formatted(name(mismatch.getTargetType()), seen(document, path(e)));
      default -> firstLine(e);
    };
  }

  private static String seen(YamlDocument document, String path) {
    JsonNode value = document.at(path).orElse(MissingNode.getInstance());
    if (value.isArray()) {
      return "a list";
    }
    return value.isObject() ? "a section" : "'" + value.asString() + "'";
  }

  /** Values of the model say themselves what they must be. */
  private static boolean isOwnValue(Class<?> type) {
    return type.getName().startsWith("io.tidemark.model.");
  }

  private static String name(Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == BigDecimal.class || type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == Duration.class) {
      return "a duration such as 30s, 5m or 1h";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (List.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    return type.isRecord() || Map.class.isAssignableFrom(type)
        ? "a section of keys"
        : "a " + type.getSimpleName();
  }

  private static String firstLine(JacksonException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
  }
}
