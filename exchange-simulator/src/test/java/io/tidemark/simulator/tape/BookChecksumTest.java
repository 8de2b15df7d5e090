package io.tidemark.simulator.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.Shared;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.tape.BookChecksum.Level;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BookChecksumTest {

  @Test
  void everyRecordedChecksumComesOutRight() throws IOException {
    Map<String, Book> books = new HashMap<>();
    int checked = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Shared.unzip(
                    Shared.data(
                        "orderbook/kraken_ws_v1_book1000_trade_ticker_2021-04-17.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode message = KrakenJson.mapper().readTree(line).path("msg");
        if (message.isArray() && message.path(message.size() - 2).asString("").startsWith("book")) {
          String pair = message.path(message.size() - 1).asString();
          Book book = books.computeIfAbsent(pair, p -> new Book());
          for (int i = 1; i < message.size() - 2; i++) {
            checked += book.apply(message.path(i)) ? 1 : 0;
          }
        }
      }
    }
    assertThat(checked).isEqualTo(4_269);
  }

  private static final class Book {
    private final TreeMap<BigDecimal, Level> asks = new TreeMap<>();
    private final TreeMap<BigDecimal, Level> bids = new TreeMap<>(Comparator.reverseOrder());

    /** Whether there was a checksum, which was right. */
    boolean apply(JsonNode change) {
      change.path("as").forEach(row -> put(asks, row));
      change.path("bs").forEach(row -> put(bids, row));
      change.path("a").forEach(row -> put(asks, row));
      change.path("b").forEach(row -> put(bids, row));
      if (!change.has("c")) {
        return false;
      }
      assertThat(
              Long.toString(
                  BookChecksum.of(List.copyOf(asks.values()), List.copyOf(bids.values()))))
          .isEqualTo(change.path("c").asString());
      return true;
    }

    private static void put(TreeMap<BigDecimal, Level> side, JsonNode row) {
      Level level = new Level(row.path(0).asString(), row.path(1).asString());
      if (new BigDecimal(level.volume()).signum() == 0) {
        side.remove(new BigDecimal(level.price()));
      } else {
        side.put(new BigDecimal(level.price()), level);
      }
    }
  }
}
