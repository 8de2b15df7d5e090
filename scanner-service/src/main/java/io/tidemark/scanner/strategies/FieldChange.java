package io.tidemark.scanner.strategies;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field that differs between two documents.
 *
 * @param path such as {@code entry.longRules[0]}
 * @param before null if it was not there
 * @param after null if it is not there any more
 */
record FieldChange(String path, @Nullable JsonNode before, @Nullable JsonNode after) {

  /**
   * What differs, by path.
   *
   * @param before null for a document without fields; {@code after} likewise
   */
  static List<FieldChange> between(@Nullable JsonNode before, @Nullable JsonNode after) {
    SortedMap<String, JsonNode> left = fields(before);
    SortedMap<String, JsonNode> right = fields(after);
    SortedSet<String> paths = new TreeSet<>(left.keySet());
    paths.addAll(right.keySet());
    List<FieldChange> changes = new ArrayList<>();
    for (String path : paths) {
      if (!Objects.equals(left.get(path), right.get(path))) {
        changes.add(new FieldChange(path, left.get(path), right.get(path)));
      }
    }
    return changes;
  }

  private static SortedMap<String, JsonNode> fields(@Nullable JsonNode document) {
    SortedMap<String, JsonNode> fields = new TreeMap<>();
    if (document != null) {
      collect("", document, fields);
    }
    return fields;
  }

  private static void collect(String path, JsonNode node, SortedMap<String, JsonNode> fields) {
    if (node.isObject()) {
      node.forEachEntry(
          (name, value) -> collect(path.isEmpty() ? name : path + "." + name, value, fields));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect("%s[%d]".formatted(path, i), node.get(i), fields);
      }
    } else {
      fields.put(path, node);
    }
  }
}
