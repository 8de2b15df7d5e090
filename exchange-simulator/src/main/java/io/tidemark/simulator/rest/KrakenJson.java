package io.tidemark.simulator.rest;

import io.tidemark.simulator.market.Pair;
import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How Kraken writes things in JSON. */
public final class KrakenJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build())
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int MICROS = 6;

  /** Decimals of times in orders. */
  private static final int TIME_SCALE = 4;

  private KrakenJson() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** An array of strings. */
  public static ArrayNode strings(String... values) {
    ArrayNode array = array();
    for (String value : values) {
      array.add(value);
    }
    return array;
  }

  public static String write(Object node) {
    return MAPPER.writeValueAsString(node);
  }

  /** Seconds with six decimals, as a number. */
  public static BigDecimal seconds(long micros) {
    return BigDecimal.valueOf(micros, MICROS);
  }

  /** Seconds with six decimals, as WebSocket messages have them. */
  public static String secondsText(long micros) {
    return seconds(micros).toPlainString();
  }

  /** Money, exact, with at least five decimals. */
  public static String money(BigDecimal amount) {
    BigDecimal exact = amount.stripTrailingZeros();
    return exact.setScale(Math.max(5, exact.scale())).toPlainString();
  }

  /** A price, or the zero that stands for none. */
  public static String price(Pair pair, BigDecimal price) {
    return price.signum() == 0 ? "0" : pair.priceText(price);
  }

  /** Seconds with four decimals, as orders have them. */
  static BigDecimal orderTime(long micros) {
    return seconds(micros).setScale(TIME_SCALE, RoundingMode.FLOOR);
  }
}
