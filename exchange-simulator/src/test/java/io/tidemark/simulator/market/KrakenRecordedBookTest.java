package io.tidemark.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.DataSource;
import io.tidemark.simulator.RecordedVenues;
import io.tidemark.simulator.Shared;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.faults.KeptBook;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A venue whose book was recorded from Kraken, by version 1 or by version 2. */
class KrakenRecordedBookTest {

  private static final String V1 =
      "orderbook/kraken_ws_v1_book1000_trade_ticker_2021-04-17.jsonl.gz";

  /** Somebody offers at ten thousand million, where no tape goes. */
  private static final BigDecimal HELD_BELOW = new BigDecimal("900000000");

  @ParameterizedTest
  @CsvSource({
    "XMR/USD, XMR/USD, 5",
    "SC/EUR, SC/EUR, 7",
    "BTC/CHF, XBT/CHF, 1",
    "ADA/BTC, ADA/XBT, 1"
  })
  void aBookOfVersionOneEndsAsOneThatWasKeptFromTheMessages(String symbol, String name, int trades)
      throws IOException {
    Path file = Shared.data(V1);
    KeptBook kept = new KeptBook(1000);
    try (BufferedReader reader = reader(file)) {
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        JsonNode message = KrakenJson.mapper().readTree(row).path("msg");
        if (message.isArray()
            && message.path(message.size() - 1).asString("").equals(name)
            && message.path(message.size() - 2).asString("").equals("book-1000")) {
          assertThat(kept.apply(message)).isTrue();
        }
      }
    }
    Venue venue = open(symbol, file);
    Market market = venue.markets().getFirst();

    venue.advance(Long.MAX_VALUE, Integer.MAX_VALUE);

    assertThat(market.tape().size()).isEqualTo(trades);
    assertThat(text(market.book().asks())).isEqualTo(text(kept.asks().headMap(HELD_BELOW)));
    assertThat(text(market.book().bids())).isEqualTo(text(kept.bids()));
  }

  @ParameterizedTest
  @CsvSource({"BTC/USD, BTCUSD", "ETH/USD, ETHUSD"})
  void aBookOfVersionTwoIsEachLineAtItsTime(String symbol, String name) throws IOException {
    Path file = Shared.data("orderbook/kraken_ws_v2_%s_top10_2024-11-12.jsonl.gz".formatted(name));
    Venue venue = open(symbol, file);
    Market market = venue.markets().getFirst();
    Map<Long, JsonNode> lastOfEachTime = new TreeMap<>();
    try (BufferedReader reader = reader(file)) {
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        JsonNode line = KrakenJson.mapper().readTree(row);
        lastOfEachTime.put(
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(line.path("ts").asString())),
            line);
      }
    }
    lastOfEachTime.forEach(
        (micros, line) -> {
          venue.advance(micros, Integer.MAX_VALUE);
          assertThat(text(market.book().bids())).isEqualTo(text(line.path("bids")));
          assertThat(text(market.book().asks())).isEqualTo(text(line.path("asks")));
        });
    assertThat(lastOfEachTime).hasSizeGreaterThan(500);
    assertThat(market.hasEnded()).isTrue();
  }

  @Test
  void ordersMatchAgainstIt() {
    Path file = Shared.data("orderbook/kraken_ws_v2_BTCUSD_top10_2024-11-12.jsonl.gz");
    Venue venue = open("BTC/USD", file);
    DepthLevel best = venue.markets().getFirst().book().asks().getFirst();
    VenueOrder order = venue.place("alice", TestVenues.market(Side.BUY, "0.001"), false);
    assertThat(order.fills())
        .singleElement()
        .satisfies(fill -> assertThat(fill.price()).isEqualTo(best.price()));
  }

  private static Venue open(String symbol, Path file) {
    Symbol of = Symbol.parse(symbol);
    return RecordedVenues.open(
        TestVenues.settings()
            .withData(List.of(DataSource.recordedBook(of, List.of(file))))
            .withOpeningBalances(Map.of(of.quote(), new BigDecimal("1000000"))));
  }

  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(Shared.unzip(file), StandardCharsets.UTF_8));
  }

  private static List<String> text(List<DepthLevel> levels) {
    return levels.stream()
        .map(level -> text(level.price().value()) + " " + text(level.quantity().value()))
        .toList();
  }

  private static List<String> text(SortedMap<BigDecimal, List<String>> side) {
    return side.values().stream()
        .map(level -> text(new BigDecimal(level.get(0))) + " " + text(new BigDecimal(level.get(1))))
        .toList();
  }

  private static List<String> text(JsonNode rows) {
    return rows.valueStream()
        .map(
            row ->
                text(new BigDecimal(row.path(0).asString()))
                    + " "
                    + text(new BigDecimal(row.path(1).asString())))
        .toList();
  }

  private static String text(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
