package io.tidemark.simulator.stream.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A book as a client keeps it by Kraken's guide: levels are set and removed, each side is cut to
 * the depth, and the checksum is taken from the very digits of the messages.
 */
final class KeptBook {

  /** Keeps the zeros at the end of a number. */
  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final int depth;
  private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
  private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());

  KeptBook(int depth) {
    this.depth = depth;
  }

  static JsonNode exact(String text) {
    return EXACT.readTree(text);
  }

  /** Takes a message's content in; its checksum must come out. */
  void apply(JsonNode content) {
    content.path("asks").forEach(level -> put(asks, level));
    content.path("bids").forEach(level -> put(bids, level));
    cut(asks);
    cut(bids);
    assertThat(checksum()).isEqualTo(content.path("checksum").longValue());
  }

  private static void put(TreeMap<BigDecimal, BigDecimal> side, JsonNode level) {
    BigDecimal price = level.path("price").decimalValue();
    BigDecimal quantity = level.path("qty").decimalValue();
    if (quantity.signum() == 0) {
      assertThat(side.remove(price))
          .as("a level that goes must have been told: %s", price)
          .isNotNull();
    } else {
      side.put(price, quantity);
    }
  }

  private void cut(TreeMap<BigDecimal, BigDecimal> side) {
    while (side.size() > depth) {
      side.pollLastEntry();
    }
  }

  private long checksum() {
    StringBuilder text = new StringBuilder();
    for (TreeMap<BigDecimal, BigDecimal> side : List.of(asks, bids)) {
      side.entrySet().stream()
          .limit(10)
          .forEach(level -> text.append(digits(level.getKey())).append(digits(level.getValue())));
    }
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static String digits(BigDecimal number) {
    return number.toPlainString().replace(".", "").replaceFirst("^0+", "");
  }

  List<List<BigDecimal>> asks() {
    return levels(asks);
  }

  List<List<BigDecimal>> bids() {
    return levels(bids);
  }

  private static List<List<BigDecimal>> levels(TreeMap<BigDecimal, BigDecimal> side) {
    List<List<BigDecimal>> levels = new ArrayList<>();
    side.forEach(
        (price, quantity) ->
            levels.add(List.of(price.stripTrailingZeros(), quantity.stripTrailingZeros())));
    return levels;
  }
}
