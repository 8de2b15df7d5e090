package io.tidemark.simulator.faults;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a row of data has what.
 *
 * @param places an index, a name, or a name and an index with a slash between
 */
record RowForm(Map<Place, String> places) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MICROS = 6;

  static RowForm of(Object... placesAndPaths) {
    Map<Place, String> places = new java.util.EnumMap<>(Place.class);
    for (int i = 0; i < placesAndPaths.length; i += 2) {
      places.put((Place) placesAndPaths[i], (String) placesAndPaths[i + 1]);
    }
    return new RowForm(Map.copyOf(places));
  }

  /** Whether the row has it. */
  boolean has(JsonNode row, Place place) {
    return places.containsKey(place) && !get(row, place).isMissingNode();
  }

  JsonNode get(JsonNode row, Place place) {
    JsonNode node = row;
    for (String step : path(place)) {
      node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return node;
  }

  BigDecimal number(JsonNode row, Place place) {
    JsonNode node = get(row, place);
    return node.isString() ? new BigDecimal(node.stringValue()) : node.decimalValue();
  }

  void set(JsonNode row, Place place, JsonNode value) {
    String[] path = path(place);
    JsonNode parent = path.length == 1 ? row : row.path(path[0]);
    String last = path[path.length - 1];
    switch (parent) {
      case ArrayNode array -> array.set(Integer.parseInt(last), value);
      case ObjectNode object -> object.set(last, value);
      default -> throw new IllegalArgumentException("no row: " + row);
    }
  }

  /** Writes a number as the one before was written, in quotes or not. */
  void setNumber(JsonNode row, Place place, BigDecimal value) {
    set(
        row,
        place,
        get(row, place).isString()
            ? NODES.stringNode(value.toPlainString())
            : NODES.numberNode(value));
  }

  /** Moves a time, however it is written. */
  void shift(JsonNode row, Place place, Duration by) {
    JsonNode time = get(row, place);
    if (time.isString() && time.stringValue().indexOf('T') > 0) {
      set(row, place, NODES.stringNode(shifted(time.stringValue(), by)));
    } else {
      BigDecimal shifted = number(row, place).add(BigDecimal.valueOf(by.toNanos() / 1000, MICROS));
      setNumber(
          row, place, time.isIntegralNumber() ? new BigDecimal(shifted.toBigInteger()) : shifted);
    }
  }

  /** With as many decimals as there were. */
  private static String shifted(String time, Duration by) {
    int point = time.indexOf('.');
    int decimals = point < 0 ? 0 : time.length() - 2 - point;
    return new DateTimeFormatterBuilder()
        .appendInstant(decimals)
        .toFormatter(Locale.ROOT)
        .format(Instant.parse(time).plus(by));
  }

  private String[] path(Place place) {
    String path = places.get(place);
    if (path == null) {
      throw new IllegalArgumentException("a row of this form has no " + place);
    }
    return path.split("/");
  }
}
