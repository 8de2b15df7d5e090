package io.tidemark.kit.configuration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a YAML file says, and where. A key has a path such as {@code exits.take_profit_levels[0]}.
 * Keys can be moved to where the canonical form has them; they keep their lines, and mistakes in
 * them are told by the names they were written under.
 */
final class YamlDocument {

  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

  private final Path file;
  private final ObjectNode root;
  private final Map<String, Integer> lines;
  private final Map<String, String> written = new LinkedHashMap<>();

  private YamlDocument(Path file, ObjectNode root, Map<String, Integer> lines) {
    this.file = file;
    this.root = root;
    this.lines = lines;
  }

  /**
   * Reads {@code text}.
   *
   * @param file that is named in errors
   * @throws ConfigurationException if it is not YAML, or not a section of keys
   */
  static YamlDocument parse(Path file, String text) {
    YamlNodes nodes = YamlNodes.read(file, text);
    if (nodes.root() instanceof ObjectNode root) {
      return new YamlDocument(file, root, new HashMap<>(nodes.lines()));
    }
    throw ConfigurationException.at(
        file, 1, "", "must be a section of keys; see config/ for an example");
  }

  Path file() {
    return file;
  }

  ObjectNode root() {
    return root;
  }

  /** What stands at {@code path}; empty if nothing does, or nothing but a name. */
  Optional<JsonNode> at(String path) {
    JsonNode node = root;
    Matcher step = STEP.matcher(path);
    while (node != null && step.find()) {
      node = step.group(1) != null ? node.get(step.group(1)) : node.get(index(step));
    }
    return Optional.ofNullable(node).filter(found -> !found.isNull());
  }

  private static int index(Matcher step) {
    return Integer.parseInt(step.group(2));
  }

  /** The section at {@code path}; empty if nothing is there. */
  Optional<ObjectNode> section(String path) {
    return at(path).map(node -> section(path, node));
  }

  private ObjectNode section(String path, JsonNode node) {
    if (node instanceof ObjectNode section) {
      return section;
    }
    throw problem(path, "must be a section of keys");
  }

  /** How many elements the list at {@code path} has; 0 if there is none. */
  int size(String path) {
    return at(path).map(node -> node instanceof ArrayNode list ? list.size() : 0).orElse(0);
  }

  /**
   * Moves what stands at {@code from}, if anything does.
   *
   * @throws ConfigurationException if something stands at {@code to} already
   */
  void move(String from, String to) {
    at(from).ifPresent(value -> place(from, to, value, this));
    remove(from);
  }

  /**
   * Puts {@code value} at {@code to}, as if it had been written there; its line is that of {@code
   * from}.
   */
  void put(String from, String to, JsonNode value) {
    parent(to).set(name(to), value);
    lines.put(to, lineOf(from));
    written.put(to, writtenAs(from));
  }

  /** Takes away what stands at {@code path}. */
  void remove(String path) {
    if (at(parentOf(path)).orElse(null) instanceof ObjectNode section) {
      section.remove(name(path));
    }
  }

  /** Moves what stands at {@code from} into {@code other}, if anything does. */
  void moveInto(YamlDocument other, String from, String to) {
    at(from).ifPresent(value -> place(from, to, value, other));
    remove(from);
  }

  /** The same document, to be changed by itself. */
  YamlDocument copy() {
    YamlDocument copy = new YamlDocument(file, root.deepCopy(), new HashMap<>(lines));
    copy.written.putAll(written);
    return copy;
  }

  /** A document of the same file in which nothing is written yet. */
  YamlDocument empty() {
    return new YamlDocument(file, JsonNodeFactory.instance.objectNode(), new HashMap<>());
  }

  private void place(String from, String to, JsonNode value, YamlDocument target) {
    if (target.at(to).isPresent()) {
      throw problem(from, "is the same as %s; give one of them".formatted(target.writtenAs(to)));
    }
    Map<String, Integer> moved = new HashMap<>();
    lines.forEach(
        (path, line) -> {
          if (isWithin(path, from)) {
            moved.put(to + path.substring(from.length()), line);
          }
        });
    target.parent(to).set(name(to), value);
    target.lines.putAll(moved);
    target.written.put(to, writtenAs(from));
  }

  private ObjectNode parent(String path) {
    String parent = parentOf(path);
    if (parent.isEmpty()) {
      return root;
    }
    Optional<JsonNode> there = at(parent);
    if (there.isPresent()) {
      return section(parent, there.get());
    }
    ObjectNode made = JsonNodeFactory.instance.objectNode();
    parent(parent).set(name(parent), made);
    return made;
  }

  private static boolean isWithin(String path, String place) {
    return path.startsWith(place)
        && (path.length() == place.length() || ".[".indexOf(path.charAt(place.length())) >= 0);
  }

  private static String parentOf(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The line of a key, or of what it is part of; 0 if none of that was written. */
  int lineOf(String path) {
    for (String place = path; !place.isEmpty(); place = parentOf(place)) {
      Integer line = lines.get(place);
      if (line != null) {
        return line;
      }
    }
    return 0;
  }

  /** The path under which a key was written, which a move may have changed. */
  String writtenAs(String path) {
    for (String place = path; !place.isEmpty(); place = parentOf(place)) {
      String before = written.get(place);
      if (before != null) {
        return before + path.substring(place.length());
      }
    }
    return path;
  }

  /** What is wrong with the key at {@code path}. */
  ConfigurationException problem(String path, String problem) {
    return ConfigurationException.at(file, lineOf(path), writtenAs(path), problem);
  }

  /** The text at {@code path}, as it would be shown; null if nothing is there. */
  @Nullable String text(String path) {
    return at(path).map(JsonNode::asString).orElse(null);
  }
}
