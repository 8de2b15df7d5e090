package io.tidemark.simulator.tape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is read from a recorded book, and where the reading stands. */
final class DepthLog {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MICROS = 6;

  private final TapeBuilder trades = new TapeBuilder();
  private final DepthTape depth = new DepthTape();
  private String source = "";
  private long line;

  TapeBuilder trades() {
    return trades;
  }

  DepthTape depth() {
    return depth;
  }

  void beginFile(String name) {
    source = name;
    line = 0;
  }

  void nextLine() {
    line++;
  }

  JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw malformed("it is no JSON", "a JSON object a line");
    }
  }

  long whole(JsonNode node, String field) {
    if (!node.path(field).isIntegralNumber()) {
      throw malformed(field + " is " + node.path(field), field + " as a whole number");
    }
    return node.path(field).longValue();
  }

  /** In the tape's units. */
  long price(JsonNode node, String field) {
    try {
      return trades.price(decimal(node, field));
    } catch (ArithmeticException e) {
      throw malformed(field + " is " + node, field + " below 9e8");
    }
  }

  /** In the tape's units. */
  long amount(JsonNode node, String field) {
    try {
      return trades.amount(decimal(node, field));
    } catch (ArithmeticException e) {
      throw malformed(field + " is " + node, field + " below 9e10");
    }
  }

  /** A time in seconds, as microseconds. */
  long seconds(JsonNode node, String field) {
    return decimal(node, field)
        .movePointRight(MICROS)
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /** At or above 0. */
  BigDecimal decimal(JsonNode node, String field) {
    try {
      BigDecimal value = new BigDecimal(node.asString(""));
      if (value.signum() < 0) {
        throw malformed(field + " is " + node, field + " at or above 0");
      }
      return value;
    } catch (NumberFormatException e) {
      throw malformed(field + " is " + node, field + " as a decimal number");
    }
  }

  MalformedRowException malformed(String wrong, String expected) {
    return new MalformedRowException(source, line, wrong, expected);
  }
}
