package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A strategy's file, to be read with other values than it has. A value is named by its path in the
 * file: {@code exits.stop_loss_pct}, {@code exits.take_profit_levels.0.target_pct}, or a parameter
 * by its name alone. What is read is checked as a file is. Immutable, and safe for use by several
 * threads.
 */
public final class StrategyTemplate {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final Pattern INDEX = Pattern.compile("\\.(\\d+)(?=\\.|$)");
  private static final String PARAMETERS = "parameters.";
  private static final int WIDTH = 120;

  private static final StrategyReader READER =
      new StrategyReader(StrategyRegistry.standard(), StrategyDefaults.NONE);

  private final YamlDocument document;

  private StrategyTemplate(YamlDocument document) {
    this.document = document;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it is missing or not YAML
   */
  public static StrategyTemplate read(Path file) {
    return new StrategyTemplate(FileContent.read(file).document());
  }

  /**
   * Reads a text as if it were a file's.
   *
   * @param name of the text, told in errors in place of a file
   * @throws ConfigurationException if it is not YAML
   */
  public static StrategyTemplate of(String name, String yaml) {
    return new StrategyTemplate(YamlDocument.parse(Path.of(name), yaml));
  }

  /**
   * The strategy as the file has it.
   *
   * @throws ConfigurationException if it is not valid
   */
  public StrategyDefinition definition() {
    return with(Map.of());
  }

  /**
   * The strategy with other values.
   *
   * @param values texts, numbers, true and false, by path
   * @throws ConfigurationException if it is not valid with them
   */
  public StrategyDefinition with(Map<String, ?> values) {
    return READER.read(written(values));
  }

  /**
   * How the file says that its parameters are searched.
   *
   * @throws ConfigurationException if it does not say, or a key is not known
   */
  public SearchSection search() {
    return SearchSection.of(document.copy());
  }

  /** Whether a value stands at a path. */
  public boolean has(String path) {
    return document.at(place(path)).isPresent();
  }

  /** The path of a value in full, {@code parameters.} before a name alone. */
  public static String inFull(String path) {
    return path.contains(".") ? path : PARAMETERS + path;
  }

  /**
   * The file as YAML, with other values and without its comments.
   *
   * @param values texts, numbers, true and false, by path
   */
  public String yaml(Map<String, ?> values) {
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(WIDTH)
            .build();
    return new Dump(settings).dumpToString(SearchSection.plain(written(values).root()));
  }

  private YamlDocument written(Map<String, ?> values) {
    YamlDocument copy = document.copy();
    values.forEach(
        (path, value) -> {
          String place = place(path);
          boolean inList = place.contains("[");
          if (place.endsWith("]") || (inList && copy.at(parentOf(place)).isEmpty())) {
            throw copy.problem(path, "is not a value that the file has");
          }
          copy.put(place, place, node(path, value));
        });
    return copy;
  }

  private static String place(String path) {
    return INDEX.matcher(inFull(path)).replaceAll("[$1]");
  }

  private static String parentOf(String place) {
    return place.substring(0, place.lastIndexOf('.'));
  }

  private static JsonNode node(String path, Object value) {
    return switch (value) {
      case String text -> MAKE.stringNode(text);
      case Boolean flag -> MAKE.booleanNode(flag);
      case Number number -> node(new BigDecimal(number.toString()));
      default ->
          throw new IllegalArgumentException(
              "%s must be a text, a number, true or false, was %s".formatted(path, value));
    };
  }

  private static JsonNode node(BigDecimal number) {
    if (number.stripTrailingZeros().scale() > 0) {
      return MAKE.numberNode(number);
    }
    return number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
        ? MAKE.numberNode(number.intValueExact())
        : MAKE.numberNode(number.toBigIntegerExact());
  }
}
