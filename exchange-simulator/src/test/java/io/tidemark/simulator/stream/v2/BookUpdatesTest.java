package io.tidemark.simulator.stream.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.Shared;
import io.tidemark.simulator.market.Depth;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.tape.BookChecksum;
import io.tidemark.simulator.tape.BookChecksum.Level;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BookUpdatesTest {

  /** The example that Kraken's guide to version 2 works out. */
  @Test
  void theGuidesExampleComesOutRight() {
    List<Level> asks =
        levels(
            "45285.2:0.00100000 45286.4:1.54571953 45286.6:1.54571109 45289.6:1.54560911"
                + " 45290.2:0.15890660 45291.8:1.54553491 45294.7:0.04454749 45296.1:0.35380000"
                + " 45297.5:0.09945542 45299.5:0.18772827");
    List<Level> bids =
        levels(
            "45283.5:0.10000000 45283.4:1.54582015 45282.1:0.10000000 45281.0:0.10000000"
                + " 45280.3:1.54592586 45279.0:0.07990000 45277.6:0.03310103 45277.5:0.30000000"
                + " 45277.3:1.54602737 45276.6:0.15445238");
    assertThat(BookChecksum.of(asks, bids)).isEqualTo(3_310_070_434L);
  }

  private static List<Level> levels(String text) {
    return Arrays.stream(text.split(" "))
        .map(level -> new Level(level.split(":")[0], level.split(":")[1]))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 25, 100, 500, 1000})
  void aClientKeepsARandomBookWithEveryChecksumRight(int depth) {
    Random random = new Random(depth);
    TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    shake(random, bids, asks, 4 * depth);
    BookUpdates updates = new BookUpdates(pair("BTC", 1), depth, depth(bids, asks));
    KeptBook kept = new KeptBook(depth);
    kept.apply(sent(updates.snapshot(0)));
    for (int i = 0; i < 300; i++) {
      shake(random, bids, asks, 1 + random.nextInt(8));
      updates.changes(depth(bids, asks), i).map(BookUpdatesTest::sent).ifPresent(kept::apply);
      assertThat(kept.bids()).isEqualTo(stripped(bids, depth));
      assertThat(kept.asks()).isEqualTo(stripped(asks, depth));
    }
  }

  /** Sets and removes levels, bids below 300 and asks above. */
  private static void shake(
      Random random,
      TreeMap<BigDecimal, BigDecimal> bids,
      TreeMap<BigDecimal, BigDecimal> asks,
      int changes) {
    for (int i = 0; i < changes; i++) {
      boolean bid = random.nextBoolean();
      int price = bid ? 2_999 - random.nextInt(2_900) : 3_000 + random.nextInt(2_900);
      TreeMap<BigDecimal, BigDecimal> side = bid ? bids : asks;
      if (random.nextInt(4) == 0) {
        side.pollFirstEntry();
      } else {
        side.put(BigDecimal.valueOf(price, 1), BigDecimal.valueOf(1 + random.nextInt(1 << 30), 8));
      }
    }
  }

  @Test
  void aLevelThatOnlyFellOutOfTheDepthIsNotToldOf() {
    TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    for (int i = 0; i < 10; i++) {
      bids.put(BigDecimal.valueOf(100 - i), BigDecimal.ONE);
    }
    BookUpdates updates = new BookUpdates(pair("BTC", 1), 10, depth(bids, new TreeMap<>()));
    bids.put(BigDecimal.valueOf(101), BigDecimal.TWO);

    JsonNode change = sent(updates.changes(depth(bids, new TreeMap<>()), 0).orElseThrow());

    assertThat(change.path("bids")).hasSize(1);
    assertThat(change.path("bids").path(0).toString())
        .isEqualTo("{\"price\":101.0,\"qty\":2.00000000}");
    assertThat(change.path("asks")).isEmpty();
    assertThat(updates.changes(depth(bids, new TreeMap<>()), 0)).isEmpty();
  }

  @Test
  void aLevelThatWentIsWrittenWithAllItsZeros() {
    TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    bids.put(BigDecimal.valueOf(100), BigDecimal.ONE);
    BookUpdates updates = new BookUpdates(pair("BTC", 1), 10, depth(bids, new TreeMap<>()));

    ObjectNode change =
        updates.changes(new Depth(List.of(), List.of()), 1_700_000_000_000_001L).orElseThrow();

    assertThat(KrakenJson.write(change))
        .isEqualTo(
            "{\"symbol\":\"BTC/USD\",\"bids\":[{\"price\":100.0,\"qty\":0.00000000}],\"asks\":[],"
                + "\"checksum\":0,\"timestamp\":\"2023-11-14T22:13:20.000001Z\"}");
  }

  @ParameterizedTest
  @CsvSource({"BTC,1,776", "ETH,2,1349"})
  void recordedBooksAreKeptFromTheirUpdates(String base, int decimals, int lines)
      throws IOException {
    List<JsonNode> recorded =
        recorded("orderbook/kraken_ws_v2_" + base + "USD_top10_2024-11-12.jsonl.gz");
    assertThat(recorded).hasSize(lines);
    BookUpdates updates = new BookUpdates(pair(base, decimals), 10, depth(recorded.getFirst()));
    KeptBook kept = new KeptBook(10);
    kept.apply(sent(updates.snapshot(0)));
    int told = 0;
    for (JsonNode book : recorded) {
      told +=
          updates
              .changes(depth(book), 0)
              .map(BookUpdatesTest::sent)
              .map(
                  change -> {
                    kept.apply(change);
                    return 1;
                  })
              .orElse(0);
      assertThat(kept.bids()).isEqualTo(stripped(book.path("bids")));
      assertThat(kept.asks()).isEqualTo(stripped(book.path("asks")));
    }
    assertThat(told).isGreaterThan(lines / 2);
  }

  private static List<JsonNode> recorded(String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Shared.unzip(Shared.data(file)), StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> KrakenJson.mapper().readTree(line)).toList();
    }
  }

  private static Pair pair(String base, int decimals) {
    return Pair.of(
        new Symbol(base, "USD"),
        decimals,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }

  private static Depth depth(
      TreeMap<BigDecimal, BigDecimal> bids, TreeMap<BigDecimal, BigDecimal> asks) {
    return new Depth(levels(bids), levels(asks));
  }

  private static List<DepthLevel> levels(TreeMap<BigDecimal, BigDecimal> side) {
    return side.entrySet().stream()
        .map(level -> new DepthLevel(new Price(level.getKey()), new Quantity(level.getValue())))
        .toList();
  }

  private static Depth depth(JsonNode book) {
    return new Depth(levels(book.path("bids")), levels(book.path("asks")));
  }

  private static List<DepthLevel> levels(JsonNode side) {
    List<DepthLevel> levels = new ArrayList<>();
    side.forEach(
        level ->
            levels.add(
                new DepthLevel(
                    Price.of(level.path(0).asString()), Quantity.of(level.path(1).asString()))));
    return levels;
  }

  private static List<List<BigDecimal>> stripped(TreeMap<BigDecimal, BigDecimal> side, int depth) {
    return side.entrySet().stream()
        .limit(depth)
        .map(l -> List.of(l.getKey().stripTrailingZeros(), l.getValue().stripTrailingZeros()))
        .toList();
  }

  private static List<List<BigDecimal>> stripped(JsonNode side) {
    List<List<BigDecimal>> levels = new ArrayList<>();
    side.forEach(
        level ->
            levels.add(
                List.of(
                    new BigDecimal(level.path(0).asString()).stripTrailingZeros(),
                    new BigDecimal(level.path(1).asString()).stripTrailingZeros())));
    return levels;
  }

  /** As a client reads it. */
  private static JsonNode sent(ObjectNode content) {
    return KeptBook.exact(KrakenJson.write(content));
  }
}
