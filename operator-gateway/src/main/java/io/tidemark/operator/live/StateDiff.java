package io.tidemark.operator.live;

import io.tidemark.kit.codec.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of a part between two looks at it. */
final class StateDiff {

  private StateDiff() {}

  /**
   * What a client that knows {@code before} is to be told; empty if nothing.
   *
   * @param before null if the part was not known
   */
  static Optional<JsonNode> of(LivePart part, @Nullable JsonNode before, JsonNode now) {
    if (now.equals(before)) {
      return Optional.empty();
    }
    return switch (part.change()) {
      case WHOLE -> Optional.of(now);
      case ENTRIES -> entries(before, now);
      case NEWEST -> newest(part.id(), before, now);
    };
  }

  private static Optional<JsonNode> entries(@Nullable JsonNode before, JsonNode now) {
    ObjectNode changed = Json.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> entry : now.properties()) {
      if (before == null || !entry.getValue().equals(before.get(entry.getKey()))) {
        changed.set(entry.getKey(), entry.getValue());
      }
    }
    if (before != null) {
      before
          .propertyNames()
          .forEach(
              name -> {
                if (!now.has(name)) {
                  changed.putNull(name);
                }
              });
    }
    return changed.isEmpty() ? Optional.empty() : Optional.of(changed);
  }

  private static Optional<JsonNode> newest(String id, @Nullable JsonNode before, JsonNode now) {
    Map<String, JsonNode> known = new HashMap<>();
    if (before != null) {
      before.forEach(item -> known.put(item.path(id).asString(""), item));
    }
    ArrayNode fresh = Json.mapper().createArrayNode();
    for (JsonNode item : now) {
      if (!item.equals(known.get(item.path(id).asString("")))) {
        fresh.add(item);
      }
    }
    return fresh.isEmpty() ? Optional.empty() : Optional.of(fresh);
  }
}
