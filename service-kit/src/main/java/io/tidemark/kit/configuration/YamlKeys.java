package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where each key of a YAML document stands, and which of them a record does not have. */
final class YamlKeys {

  private final Map<String, Integer> lines = new HashMap<>();
  private @Nullable Unknown firstUnknown;

  private YamlKeys() {}

  /**
   * Reads the keys of {@code text}.
   *
   * @param type the record that the document is bound to
   * @throws NotYamlException if the text is not YAML
   */
  static YamlKeys of(String text, Class<?> type) {
    YamlKeys keys = new YamlKeys();
    try {
      Optional<Node> document =
          new Compose(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .composeString(text);
      document.ifPresent(node -> keys.read("", node, type));
    } catch (MarkedYamlEngineException e) {
      throw new NotYamlException(
          e.getProblemMark().map(Mark::getLine).orElse(-1) + 1, String.valueOf(e.getProblem()));
    }
    return keys;
  }

  /** The first key that its record does not have; null if there is none. */
  @Nullable Unknown unknown() {
    return firstUnknown;
  }

  /** The line of a key such as {@code risk.max_open_positions}, or of what it is part of; or 0. */
  int lineOf(String path) {
    for (String place = path; !place.isEmpty(); place = parent(place)) {
      Integer line = lines.get(place);
      if (line != null) {
        return line;
      }
    }
    return 0;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  private void read(String path, Node node, @Nullable Class<?> type) {
    if (node instanceof MappingNode mapping) {
      SortedMap<String, RecordComponent> known =
          type != null && type.isRecord() ? keysOf(type) : new TreeMap<>();
      Map<String, String> given = new HashMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          String name = key.getValue();
          String keyPath = path.isEmpty() ? name : path + "." + name;
          int line = line(key);
          lines.put(keyPath, line);
          if (!known.isEmpty() && !known.containsKey(name) && firstUnknown == null) {
            firstUnknown = new Unknown(keyPath, line, remedy(keyPath, known));
          }
          RecordComponent component = known.get(name);
          String twin = component == null ? null : given.putIfAbsent(component.getName(), name);
          if (twin != null && firstUnknown == null) {
            firstUnknown =
                new Unknown(keyPath, line, "is the same as %s; give one of them".formatted(twin));
          }
          read(keyPath, entry.getValueNode(), component == null ? null : component.getType());
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node element : sequence.getValue()) {
        String elementPath = path + "[" + index++ + "]";
        lines.put(elementPath, line(element));
        read(elementPath, element, null);
      }
    }
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  private static String remedy(String path, SortedMap<String, RecordComponent> known) {
    return KnownElsewhere.remedy(path)
        .orElseGet(
            () ->
                "unknown key; known here: "
                    + known.entrySet().stream()
                        .filter(entry -> entry.getKey().equals(keyOf(entry.getValue())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", ")));
  }

  private static SortedMap<String, RecordComponent> keysOf(Class<?> type) {
    SortedMap<String, RecordComponent> keys = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.put(keyOf(component), component);
      JsonAlias aliases = component.getAccessor().getAnnotation(JsonAlias.class);
      for (String alias : aliases == null ? new String[0] : aliases.value()) {
        keys.put(alias, component);
      }
    }
    return keys;
  }

  private static String keyOf(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? snakeCase(component.getName()) : renamed.value();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /**
   * A key that its record does not have, or has under another name already.
   *
   * @param problem what is wrong and what to do
   */
  record Unknown(String path, int line, String problem) {}

  /** A text that is not YAML. */
  static final class NotYamlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    NotYamlException(int line, String problem) {
      super(problem);
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
