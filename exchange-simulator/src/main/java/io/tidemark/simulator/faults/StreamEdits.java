package io.tidemark.simulator.faults;

import io.tidemark.model.reason.DataFault;
import io.tidemark.simulator.rest.KrakenJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes to messages of both WebSocket protocols: version 1 tells lists, {@code [id, content...,
 * channel, pair]}, version 2 objects with their rows under {@code data}.
 */
final class StreamEdits {

  /** The sides of a book under every name they have, each with its counterpart. */
  static final Map<String, String> SIDES =
      Map.of("a", "b", "b", "a", "as", "bs", "bs", "as", "asks", "bids", "bids", "asks");

  /** Names of times in objects; a bar's place on its grid is none. */
  private static final Set<String> TIMES =
      Set.of("time", "opentm", "closetm", "lastupdated", "timestamp", "time_in", "time_out");

  private static final long OTHER_CHECKSUM = 0x5A5A5A5AL;

  private StreamEdits() {}

  /** Empty if it carries no checksum. */
  static Optional<String> withBadChecksum(Told told, String text) {
    if (!told.name().equals("book")) {
      return Optional.empty();
    }
    JsonNode message = KrakenJson.mapper().readTree(text);
    boolean changed = false;
    for (JsonNode content : message.isArray() ? message : message.path("data")) {
      if (content instanceof ObjectNode object) {
        if (object.has("c")) {
          long right = Long.parseLong(object.path("c").asString());
          object.put("c", Long.toString(right ^ OTHER_CHECKSUM));
          changed = true;
        } else if (object.has("checksum")) {
          object.put("checksum", object.path("checksum").longValue() ^ OTHER_CHECKSUM);
          changed = true;
        }
      }
    }
    return changed ? Optional.of(KrakenJson.write(message)) : Optional.empty();
  }

  /** Empty if it tells no time. */
  static Optional<String> skewed(Told told, String text, Duration by) {
    JsonNode message = KrakenJson.mapper().readTree(text);
    Optional<RowForm> form = Forms.ofChannel(told.name(), true);
    boolean changed = shiftNamed(message, by);
    if (message instanceof ArrayNode list && form.isPresent()) {
      for (JsonNode row : rows(told.name(), list)) {
        if (form.get().has(row, Place.TIME)) {
          form.get().shift(row, Place.TIME, by);
          changed = true;
        }
      }
    }
    return changed ? Optional.of(KrakenJson.write(message)) : Optional.empty();
  }

  /** Shifts the times in all objects of a tree. */
  static boolean shiftNamed(JsonNode tree, Duration by) {
    boolean changed = false;
    if (tree instanceof ObjectNode object) {
      for (String name : TIMES) {
        JsonNode time = object.path(name);
        if ((time.isNumber() || time.isString()) && !isEndOfBar(object, name)) {
          RowForm.of(Place.TIME, name).shift(object, Place.TIME, by);
          changed = true;
        }
      }
    }
    for (JsonNode child : tree) {
      changed |= shiftNamed(child, by);
    }
    return changed;
  }

  /** A bar of version 2 has the end of its interval by this name, which is on the grid. */
  private static boolean isEndOfBar(ObjectNode object, String name) {
    return name.equals("timestamp") && object.has("interval_begin");
  }

  /** The rows of a message of version 1. */
  private static ArrayNode rows(String channel, ArrayNode message) {
    ArrayNode rows = KrakenJson.array();
    for (int i = 1; i < message.size() - 2; i++) {
      JsonNode content = message.path(i);
      switch (channel) {
        case "trade" -> content.forEach(rows::add);
        case "book" ->
            SIDES.keySet().stream().sorted().forEach(s -> content.path(s).forEach(rows::add));
        default -> rows.add(content);
      }
    }
    return rows;
  }

  /** A message beside this one whose only row cannot be true; empty if there can be none. */
  static Optional<String> invalid(Told told, String text, DataFault fault) {
    JsonNode message = KrakenJson.mapper().readTree(text);
    Optional<RowForm> form = Forms.ofChannel(told.name(), message.isArray());
    if (form.isEmpty()) {
      return Optional.empty();
    }
    boolean told1 =
        message instanceof ArrayNode list
            ? lieInList(list, told.name(), form.get(), fault)
            : lieInObject(message, told.name(), form.get(), fault);
    return told1 ? Optional.of(KrakenJson.write(message)) : Optional.empty();
  }

  private static boolean lieInList(
      ArrayNode message, String channel, RowForm form, DataFault fault) {
    if (fault == DataFault.UNKNOWN_INSTRUMENT) {
      message.set(message.size() - 1, Lie.NOT_ASKED);
      return true;
    }
    JsonNode content = message.path(1);
    return switch (channel) {
      case "trade" -> content instanceof ArrayNode rows && lieInLast(rows, form, fault);
      case "book" -> content instanceof ObjectNode book && lieInBook(book, form, fault);
      default -> Lie.tell(content, form, fault);
    };
  }

  private static boolean lieInObject(
      JsonNode message, String channel, RowForm form, DataFault fault) {
    if (!(message.path("data") instanceof ArrayNode rows) || rows.isEmpty()) {
      return false;
    }
    if (channel.equals("book") && fault != DataFault.UNKNOWN_INSTRUMENT) {
      return rows.path(0) instanceof ObjectNode book
          && (Lie.tell(book, Forms.WHOLE_BOOK, fault) || lieInBook(book, form, fault));
    }
    return lieInLast(rows, form, fault);
  }

  /** Leaves the last row only, as a lie. */
  private static boolean lieInLast(ArrayNode rows, RowForm form, DataFault fault) {
    if (rows.isEmpty()) {
      return false;
    }
    JsonNode row = rows.path(rows.size() - 1);
    rows.removeAll().add(row);
    return Lie.tell(row, form, fault);
  }

  /** Leaves one level only, as a lie. */
  static boolean lieInBook(ObjectNode book, RowForm form, DataFault fault) {
    for (String side : SIDES.keySet().stream().sorted().toList()) {
      JsonNode levels = book.path(side);
      if (levels instanceof ArrayNode rows && !rows.isEmpty()) {
        String other = SIDES.getOrDefault(side, side);
        JsonNode row = rows.path(rows.size() - 1);
        if (book.path(other) instanceof ArrayNode others) {
          others.removeAll();
        }
        rows.removeAll().add(row);
        if (fault == DataFault.CROSSED_BOOK) {
          Lie.cross(book, side, other, row, form);
          return true;
        }
        return Lie.tell(row, form, fault);
      }
    }
    return false;
  }
}
