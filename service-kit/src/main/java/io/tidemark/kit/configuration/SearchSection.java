package io.tidemark.kit.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the parameters of a strategy are searched, as the section {@code optimise} of its file says,
 * or a file of its own. What the parts mean is for their readers in {@code core.optimise}; here
 * they are told apart, numbers exact.
 *
 * @param source that is named in errors
 * @param objective null if it is left out
 * @param constraints none or more
 * @param search how it goes; empty if it is left out
 * @param parameters what is searched, by path, in the order of the file
 */
public record SearchSection(
    String source,
    @Nullable String objective,
    List<String> constraints,
    Map<String, @Nullable Object> search,
    Map<String, @Nullable Object> parameters) {

  /** The key of the section in a strategy's file. */
  static final String KEY = "optimise";

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("objective", "constraints", "search", "parameters"));

  public SearchSection {
    constraints = List.copyOf(constraints);
  }

  /**
   * Reads a file that has the section, its keys alone, or nothing but parameters and their values.
   *
   * @throws ConfigurationException if the file is missing or is none of these
   */
  public static SearchSection read(Path file) {
    return ofWhole(FileContent.read(file).document());
  }

  /**
   * Reads a text as if it were such a file's.
   *
   * @param name of the text, told in errors in place of a file
   * @throws ConfigurationException if the text is none of these
   */
  public static SearchSection of(String name, String yaml) {
    return ofWhole(YamlDocument.parse(Path.of(name), yaml));
  }

  private static SearchSection ofWhole(YamlDocument document) {
    if (document.at(KEY).isPresent()) {
      return of(document);
    }
    ObjectNode root = document.root();
    return root.has("parameters")
        ? of(document, "", root)
        : new SearchSection(document.file().toString(), null, List.of(), Map.of(), map(root));
  }

  /**
   * The section of a strategy's document.
   *
   * @throws ConfigurationException if it is not there, or a key of it is not known
   */
  static SearchSection of(YamlDocument document) {
    ObjectNode section =
        document
            .section(KEY)
            .orElseThrow(
                () ->
                    ConfigurationException.at(
                        document.file(),
                        0,
                        "",
                        "has no section optimise with the parameters to search; add one, or name"
                            + " a file of them"));
    return of(document, KEY + ".", section);
  }

  private static SearchSection of(YamlDocument document, String path, ObjectNode section) {
    for (String key : section.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw document.problem(path + key, "unknown key; known here: " + String.join(", ", KEYS));
      }
    }
    return new SearchSection(
        document.file().toString(),
        document.text(path + "objective"),
        texts(document, path + "constraints"),
        document.section(path + "search").map(SearchSection::map).orElseGet(Map::of),
        document.section(path + "parameters").map(SearchSection::map).orElseGet(Map::of));
  }

  private static List<String> texts(YamlDocument document, String path) {
    JsonNode node = document.at(path).orElse(null);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof ArrayNode list)) {
      throw document.problem(path, "must be a list, such as [max_drawdown <= 0.2]");
    }
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.asString()));
    return texts;
  }

  private static Map<String, @Nullable Object> map(ObjectNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.properties().forEach(each -> map.put(each.getKey(), plain(each.getValue())));
    return map;
  }

  /** As plain Java values. */
  static @Nullable Object plain(JsonNode node) {
    return switch (node) {
      case ObjectNode section -> map(section);
      case ArrayNode list -> {
        List<@Nullable Object> elements = new ArrayList<>();
        list.forEach(element -> elements.add(plain(element)));
        yield elements;
      }
      case JsonNode number when number.isIntegralNumber() -> number.bigIntegerValue();
      case JsonNode number when number.isNumber() -> number.decimalValue();
      case JsonNode flag when flag.isBoolean() -> flag.booleanValue();
      case JsonNode nothing when nothing.isNull() -> null;
      default -> node.asString();
    };
  }
}
