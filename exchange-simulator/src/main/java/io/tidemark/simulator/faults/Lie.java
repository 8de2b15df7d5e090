package io.tidemark.simulator.faults;

import io.tidemark.model.reason.DataFault;
import io.tidemark.simulator.rest.KrakenJson;
import java.math.BigDecimal;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes of a true row one that cannot be true. */
final class Lie {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Duration OFF_THE_GRID = Duration.ofSeconds(17);
  private static final Duration AHEAD = Duration.ofDays(1);
  private static final Duration BEHIND = Duration.ofDays(-1);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private Lie() {}

  /** Changes the row; false, and no change, if a row of this form has nothing for it. */
  static boolean tell(JsonNode row, RowForm form, DataFault fault) {
    return switch (fault) {
      case MALFORMED -> set(row, form, Place.PRICE, KrakenJson.object());
      case NOT_A_NUMBER -> set(row, form, Place.PRICE, NODES.stringNode("NaN"));
      case PRICE_NOT_POSITIVE -> negate(row, form, Place.PRICE);
      case QUANTITY_NEGATIVE -> negate(row, form, Place.QUANTITY);
      case HIGH_BELOW_LOW -> above(row, form, Place.LOW, Place.HIGH);
      case CROSSED_BOOK -> above(row, form, Place.BID, Place.ASK);
      case OFF_GRID -> shift(row, form, Place.GRID, OFF_THE_GRID);
      case FUTURE_TIME -> shift(row, form, bestTime(row, form), AHEAD);
      case OUT_OF_ORDER -> shift(row, form, bestTime(row, form), BEHIND);
      case UNKNOWN_INSTRUMENT -> rename(row);
    };
  }

  private static Place bestTime(JsonNode row, RowForm form) {
    return form.has(row, Place.GRID) ? Place.GRID : Place.TIME;
  }

  private static boolean set(JsonNode row, RowForm form, Place place, JsonNode value) {
    if (!form.has(row, place)) {
      return false;
    }
    form.set(row, place, value);
    return true;
  }

  private static boolean negate(JsonNode row, RowForm form, Place place) {
    if (!form.has(row, place)) {
      return false;
    }
    BigDecimal value = form.number(row, place);
    form.setNumber(row, place, value.signum() == 0 ? BigDecimal.ONE.negate() : value.negate());
    return true;
  }

  /** Puts what must be the lower one at twice the upper one. */
  private static boolean above(JsonNode row, RowForm form, Place lower, Place upper) {
    if (!form.has(row, lower) || !form.has(row, upper)) {
      return false;
    }
    form.setNumber(row, lower, form.number(row, upper).multiply(TWO));
    return true;
  }

  private static boolean shift(JsonNode row, RowForm form, Place place, Duration by) {
    if (!form.has(row, place)) {
      return false;
    }
    form.shift(row, place, by);
    return true;
  }

  private static boolean rename(JsonNode row) {
    if (row instanceof ObjectNode object && object.has("symbol")) {
      object.put("symbol", NOT_ASKED);
      return true;
    }
    return false;
  }

  /** A pair that nobody asked for. */
  static final String NOT_ASKED = "NOT/ASKED";

  /** Puts a level onto the other side, far beyond its best. */
  static void cross(ObjectNode book, String side, String other, JsonNode row, RowForm form) {
    boolean wasAsk = side.startsWith("a");
    BigDecimal price = form.number(row, Place.PRICE);
    form.setNumber(row, Place.PRICE, wasAsk ? price.multiply(TWO) : price.divide(TWO));
    book.remove(side);
    ArrayNode crossed = book.putArray(other);
    crossed.add(row);
  }
}
