package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads YAML into records. Keys are written in snake case; a key that the record does not have, a
 * value of another type and a value out of range are each told with file and line.
 */
final class YamlFile {

  private static final YAMLMapper MAPPER =
      Json.configure(
              YAMLMapper.builder(
                  YAMLFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build()))
          .addModule(
              new SimpleModule("tidemark-configuration")
                  .addDeserializer(Duration.class, new DurationDeserializer())
                  .addDeserializer(Condition.class, new ConditionDeserializer()))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private YamlFile() {}

  /**
   * The content of {@code file} as {@code type}.
   *
   * @throws ConfigurationException if the file is missing or does not fit
   */
  static <T> T read(Path file, Class<T> type) {
    return document(file, type).content();
  }

  /**
   * The content of {@code file} as {@code type}, and where its keys stand.
   *
   * @throws ConfigurationException if the file is missing or does not fit
   */
  static <T> Document<T> document(Path file, Class<T> type) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw ConfigurationException.at(
          file, 0, "", "no such file; give the path of an existing configuration");
    } catch (IOException e) {
      throw ConfigurationException.at(file, 0, "", "cannot be read: " + e.getMessage());
    }
    if (text.isBlank()) {
      throw ConfigurationException.at(file, 0, "", "is empty; see config/ for an example");
    }
    YamlKeys keys = keys(file, text, type);
    YamlKeys.Unknown unknown = keys.unknown();
    if (unknown != null) {
      throw ConfigurationException.at(file, unknown.line(), unknown.path(), unknown.problem());
    }
    try {
      return new Document<>(MAPPER.readValue(text, type), keys);
    } catch (DatabindException e) {
      String path = path(e);
      int line = keys.lineOf(path);
      throw ConfigurationException.at(file, line == 0 ? line(e) : line, path, problem(e));
    } catch (StreamReadException e) {
      throw ConfigurationException.at(file, line(e), "", "is not YAML: " + firstLine(e));
    }
  }

  private static YamlKeys keys(Path file, String text, Class<?> type) {
    try {
      return YamlKeys.of(text, type);
    } catch (YamlKeys.NotYamlException e) {
      throw ConfigurationException.at(file, e.line(), "", "is not YAML: " + e.getMessage());
    }
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
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

  private static String problem(DatabindException e) {
    return switch (e) {
      case ValueInstantiationException refused when refused.getCause() != null ->
          String.valueOf(refused.getCause().getMessage());
      case InvalidFormatException format when isOwnValue(format.getTargetType()) ->
          firstLine(e).replaceFirst("^.*\": ", "");
      case InvalidFormatException format ->
          "must be %s, was '%s'".formatted(name(format.getTargetType()), format.getValue());
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          "must be " + name(mismatch.getTargetType()) + "; " + firstLine(e);
      default -> firstLine(e);
    };
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
    return type.isRecord() ? "a section of keys" : "a " + type.getSimpleName();
  }

  private static String firstLine(JacksonException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
  }

  /** What a file says, and where. */
  record Document<T>(T content, YamlKeys keys) {}
}
