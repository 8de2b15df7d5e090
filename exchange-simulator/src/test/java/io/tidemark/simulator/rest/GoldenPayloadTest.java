package io.tidemark.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.Shared;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.venue.Venue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers have the keys and types of recorded ones. */
class GoldenPayloadTest {

  private final Venue venue = TestVenues.open();
  private final RestClient client = new RestClient(venue);

  @BeforeEach
  void trade() {
    TestVenues.play(venue, 100);
    client.post("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=1");
    client.post("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700");
  }

  @Test
  void publicAnswersAreShapedAsRecorded() {
    assertShape("marketdata__example-servertime-data.json", client.get("Time", ""));
    assertShape("marketdata__example-assets-data.json", client.get("Assets", ""));
    assertShape("marketdata__example-assetpairs-data.json", client.get("AssetPairs", ""));
    assertShape("marketdata__example-depth-data.json", client.get("Depth", "pair=XBTUSD"));
    assertShape("marketdata__example-ohlc-data.json", client.get("OHLC", "pair=XBTUSD"));
    assertShape("marketdata__example-trades-data.json", client.get("Trades", "pair=XBTUSD"));
    assertShape("marketdata__example-ticker-data.json", client.get("Ticker", "pair=XBTUSD"));
  }

  @Test
  void privateAnswersAreShapedAsRecorded() {
    assertShape("account__example-balance-data.json", client.post("Balance", ""));
    assertShape("account__example-tradebalanceinfo-data.json", client.post("TradeBalance", ""));
    assertShape(
        "account__example-krakenWebsocketToken-data.json", client.post("GetWebSocketsToken", ""));
    assertShape("trading__example-openorders-data.json", client.post("OpenOrders", ""));
    assertShape("trading__example-tradehistory-data.json", client.post("TradesHistory", ""));
    assertShape(
        "trading__example-addorder-response-data.json",
        client.post("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700"));
    assertShape("trading__example-cancelorder-data.json", client.post("CancelAll", ""));
    String closed = venue.orders("alice").getFirst().id();
    assertShape(
        "order__example-market-ask-order.json", client.post("QueryOrders", "txid=" + closed));
  }

  private static void assertShape(String recorded, JsonNode answer) {
    JsonNode golden =
        KrakenJson.mapper().readTree(Shared.data("kraken-payloads/xchange-rest/" + recorded));
    List<String> differences = new ArrayList<>();
    compare("", golden, answer, differences);
    assertThat(differences).as(recorded + " against " + answer).isEmpty();
  }

  private static void compare(String at, JsonNode golden, JsonNode seen, List<String> differences) {
    if (golden.isObject() && isByName(golden)) {
      if (!seen.isEmpty() && !golden.isEmpty()) {
        compare(at + "/*", first(golden), first(seen), differences);
      }
    } else if (golden.isObject()) {
      golden
          .properties()
          .forEach(
              entry -> {
                if (seen.has(entry.getKey())) {
                  compare(
                      at + "/" + entry.getKey(),
                      entry.getValue(),
                      seen.path(entry.getKey()),
                      differences);
                } else if (!isByName(entry.getKey())) {
                  differences.add(at + "/" + entry.getKey() + " is missing");
                } else if (!seen.isEmpty()) {
                  compare(at + "/*", entry.getValue(), first(seen), differences);
                }
              });
    } else if (golden.isArray()) {
      for (int i = 0; i < Math.min(golden.size(), seen.size()); i++) {
        compare(at + "/" + i, golden.path(i), seen.path(i), differences);
      }
    } else if (!golden.isNull() && !seen.isNull() && !isSameType(golden, seen)) {
      differences.add("%s is %s, recorded %s".formatted(at, seen, golden));
    }
  }

  /** Whether an object's keys are names of pairs, assets, orders or trades. */
  private static boolean isByName(JsonNode node) {
    return !node.isEmpty() && node.propertyNames().stream().allMatch(GoldenPayloadTest::isByName);
  }

  private static boolean isByName(String key) {
    return key.matches("[A-Z0-9]{3,}[-A-Z0-9.d]*");
  }

  private static JsonNode first(JsonNode node) {
    return node.iterator().next();
  }

  private static boolean isSameType(JsonNode golden, JsonNode seen) {
    boolean countOfTrades =
        golden.isString() && golden.asString().matches("[0-9]+") && seen.isNumber();
    return golden.getNodeType() == seen.getNodeType() || countOfTrades;
  }
}
