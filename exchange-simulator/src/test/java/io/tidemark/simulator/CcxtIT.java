package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.control.Ledger;
import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.venue.VenueOrder.Status;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * ccxt, as it is installed from npm, trades at the simulator; what it says is compared with the
 * simulator's own books and with the data that it replays. The clock is held but for the streams.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CcxtIT {

  private static final ApiKey KEY = new ApiKey("ccxt", "Y2N4dA==");
  private static final Instant FIRST = Instant.parse("2024-03-01T12:00:00Z");
  private static final Instant OPENING = FIRST.plusSeconds(900);
  private static final long SEED = 20240301L;
  private static final int TRADES = 20_000;

  /** A trade of the tape; its id is its place, from 1. */
  private record Trade(Instant time, BigDecimal price, BigDecimal amount, String side) {}

  private final List<Trade> tape = tape();
  private Map<String, JsonNode> results = Map.of();
  private Ledger.Account books = new Ledger.Account(Map.of(), List.of(), List.of(), List.of());
  private JsonNode depthAtOpening = KrakenJson.object();
  private JsonNode depthAtEnd = KrakenJson.object();

  @BeforeAll
  void runTheScript(@TempDir Path directory) throws IOException, InterruptedException {
    CcxtScript.install();
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withPort(0)
            .withKeys(List.of(KEY))
            .withData(List.of(DataSource.file(new Symbol("BTC", "USD"), write(directory))))
            .withOpeningBalances(
                Map.of("USD", new BigDecimal("100000"), "BTC", new BigDecimal("2")))
            .withStart(OPENING)
            .withClock(new ClockSettings(10, false, Optional.empty()));
    try (ExchangeSimulator simulator = ExchangeSimulator.start(settings, Clock.systemUTC())) {
      depthAtOpening = depth(simulator);
      results = CcxtScript.run(simulator.port(), "BTC/USD", KEY);
      depthAtEnd = depth(simulator);
      books = Optional.ofNullable(simulator.ledger().accounts().get(KEY.key())).orElseThrow();
    }
  }

  /** Five trades a second on average, some of them of one instant. */
  private static List<Trade> tape() {
    Random random = new Random(SEED);
    List<Trade> trades = new ArrayList<>();
    Instant time = FIRST;
    long tenths = 300_000;
    for (int i = 0; i < TRADES; i++) {
      tenths += random.nextInt(81) - 40;
      trades.add(
          new Trade(
              time,
              BigDecimal.valueOf(tenths, 1),
              BigDecimal.valueOf(1 + random.nextInt(150_000_000), 8),
              random.nextBoolean() ? "buy" : "sell"));
      time = time.plusMillis(random.nextInt(401));
    }
    return trades;
  }

  private Path write(Path directory) throws IOException {
    StringBuilder csv = new StringBuilder("timestamp,price,amount,side\n");
    for (Trade trade : tape) {
      csv.append(trade.time().toEpochMilli())
          .append(',')
          .append(trade.price())
          .append(',')
          .append(trade.amount().toPlainString())
          .append(',')
          .append(trade.side())
          .append('\n');
    }
    return Files.writeString(directory.resolve("trades.csv"), csv);
  }

  private static JsonNode depth(ExchangeSimulator simulator)
      throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/0/public/Depth?pair=XBTUSD&count=20".formatted(simulator.port()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return KrakenJson.mapper()
          .readTree(
              http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                  .body())
          .at("/result/XXBTZUSD");
    }
  }

  /** What ccxt gave for a method. */
  private JsonNode gave(String method) {
    JsonNode result = results.getOrDefault(method, KrakenJson.object());
    assertThat(result.path("ok").asBoolean())
        .as("ccxt's %s: %s of %s", method, result, results.keySet())
        .isTrue();
    return result;
  }

  private Ledger.Order order(String id) {
    return books.orders().stream().filter(order -> order.id().equals(id)).findFirst().orElseThrow();
  }

  /** The last trade of the moment at which the venue opened. */
  private Trade lastAtOpening() {
    return tape.get(playedAtOpening() - 1);
  }

  private int playedAtOpening() {
    return (int) tape.stream().filter(trade -> !trade.time().isAfter(OPENING)).count();
  }

  private static void assertNumber(JsonNode seen, String expected) {
    assertNumber(seen, new BigDecimal(expected));
  }

  private static void assertNumber(JsonNode seen, BigDecimal expected) {
    assertThat(seen.decimalValue()).isEqualByComparingTo(expected);
  }

  /** Levels as numbers, so that both protocols' ways to write them compare. */
  private static List<List<BigDecimal>> levels(JsonNode side, int depth) {
    List<List<BigDecimal>> levels = new ArrayList<>();
    for (JsonNode level : side) {
      if (levels.size() < depth) {
        levels.add(List.of(plain(level.path(0)), plain(level.path(1))));
      }
    }
    return levels;
  }

  private static BigDecimal plain(JsonNode number) {
    return new BigDecimal(number.asString()).stripTrailingZeros();
  }

  @Test
  void everyMethodWorks() {
    assertThat(results.values())
        .hasSize(26)
        .allSatisfy(result -> assertThat(result.path("ok").asBoolean()).as("%s", result).isTrue());
  }

  @Test
  void loadMarketsKnowsTheMarketAndItsRules() {
    JsonNode market = gave("loadMarkets");
    assertThat(market.path("symbols")).hasSize(1);
    assertThat(market.path("symbols").path(0).asString()).isEqualTo("BTC/USD");
    assertThat(market.path("id").asString()).isEqualTo("XXBTZUSD");
    assertNumber(market.path("price"), "0.1");
    assertNumber(market.path("amount"), "0.00000001");
    assertNumber(market.path("minimum"), "0.0001");
    assertNumber(market.path("taker"), "0.0026");
    assertNumber(market.path("maker"), "0.0016");
    assertThat(market.path("active").asBoolean()).isTrue();
    assertThat(gave("fetchStatus").path("status").asString()).isEqualTo("ok");
    assertThat(gave("fetchTime").path("time").asLong()).isEqualTo(OPENING.toEpochMilli());
  }

  @Test
  void fetchTickerGivesTheLastTradeAndTheBestPrices() {
    JsonNode ticker = gave("fetchTicker");
    assertNumber(ticker.path("last"), lastAtOpening().price());
    assertNumber(ticker.path("bid"), plain(depthAtOpening.at("/bids/0/0")));
    assertNumber(ticker.path("ask"), plain(depthAtOpening.at("/asks/0/0")));
    assertNumber(
        ticker.path("high"),
        tape.stream()
            .limit(playedAtOpening())
            .map(Trade::price)
            .max(BigDecimal::compareTo)
            .orElseThrow());
  }

  @Test
  void fetchOhlcvGivesTheBarsOfTheTape() {
    JsonNode last = gave("fetchOHLCV").path("last");
    assertThat(gave("fetchOHLCV").path("count").asInt()).isEqualTo(15);
    assertThat(last.path(0).asLong())
        .isEqualTo(lastAtOpening().time().truncatedTo(ChronoUnit.MINUTES).toEpochMilli());
    assertNumber(last.path(4), lastAtOpening().price());
  }

  @Test
  void fetchOrderBookGivesTheBook() {
    JsonNode book = gave("fetchOrderBook");
    assertThat(levels(book.path("bids"), 20)).isEqualTo(levels(depthAtOpening.path("bids"), 20));
    assertThat(levels(book.path("asks"), 20)).isEqualTo(levels(depthAtOpening.path("asks"), 20));
  }

  @Test
  void fetchTradesGivesTheLatestTrades() {
    JsonNode last = gave("fetchTrades").path("last");
    assertThat(gave("fetchTrades").path("count").asInt()).isEqualTo(50);
    assertThat(last.path("id").asString()).isEqualTo(Integer.toString(playedAtOpening()));
    assertNumber(last.path("price"), lastAtOpening().price());
    assertNumber(last.path("amount"), lastAtOpening().amount());
    assertThat(last.path("side").asString()).isEqualTo(lastAtOpening().side());
  }

  @Test
  void fetchBalanceTellsWhatOrdersKeepBack() {
    assertNumber(gave("fetchBalance").at("/total/USD"), "100000");
    assertNumber(gave("fetchBalance").at("/total/BTC"), "2");
    BigDecimal price = gave("createOrder.limit").path("asked").decimalValue();
    assertThat(gave("fetchBalance.reserved").at("/used/USD").decimalValue())
        .isBetween(
            price.multiply(new BigDecimal("0.25")), price.multiply(new BigDecimal("0.2507")));
  }

  @Test
  void aLimitOrderRestsAndIsCancelled() {
    String id = gave("createOrder.limit").path("id").asString();
    Ledger.Order order = order(id);
    assertThat(order.status()).isEqualTo(Status.CANCELED);
    assertThat(order.clOrdId()).hasValue("ccxt-rest-1");
    assertNumber(gave("createOrder.limit").path("asked"), order.price().orElseThrow().value());
    assertThat(order.volume().value()).isEqualByComparingTo("0.25");

    JsonNode open = gave("fetchOrder");
    assertThat(open.path("id").asString()).isEqualTo(id);
    assertThat(open.path("status").asString()).isEqualTo("open");
    assertThat(open.path("clientOrderId").asString()).isEqualTo("ccxt-rest-1");
    assertNumber(open.path("price"), order.price().orElseThrow().value());
    assertThat(gave("fetchOpenOrders").path("ids").path(0).asString()).isEqualTo(id);
    assertThat(gave("cancelOrder").at("/after/status").asString()).isEqualTo("canceled");
  }

  @Test
  void aMarketOrderIsFilledAtTheBooksPrices() {
    String id = gave("createOrder.market").path("id").asString();
    Ledger.Order order = order(id);
    JsonNode after = gave("createOrder.market").path("after");
    assertThat(order.status()).isEqualTo(Status.CLOSED);
    assertThat(order.side()).isEqualTo(Side.BUY);
    assertThat(after.path("status").asString()).isEqualTo("closed");
    assertNumber(after.path("filled"), order.filled().value());
    assertNumber(after.path("cost"), order.cost());
    assertNumber(after.path("fee"), order.fee());
    assertThat(order.cost())
        .isGreaterThanOrEqualTo(
            plain(depthAtOpening.at("/asks/0/0")).multiply(new BigDecimal("0.5")));
    assertThat(gave("fetchClosedOrders").path("ids"))
        .extracting(JsonNode::asString)
        .contains(id, gave("createOrder.limit").path("id").asString());
  }

  @Test
  void fetchMyTradesGivesTheFills() {
    JsonNode trades = gave("fetchMyTrades").path("trades");
    assertThat(trades).hasSameSizeAs(books.fills());
    for (int i = 0; i < trades.size(); i++) {
      Ledger.Fill fill = books.fills().get(i);
      assertThat(trades.path(i).path("id").asString()).isEqualTo(fill.id());
      assertThat(trades.path(i).path("order").asString()).isEqualTo(fill.orderId());
      assertNumber(trades.path(i).path("price"), fill.price().value());
      assertNumber(trades.path(i).path("amount"), fill.quantity().value());
      assertNumber(trades.path(i).path("fee"), fill.fee());
    }
  }

  @Test
  void watchOrdersSeesEachOrdersLife() {
    JsonNode lives = gave("watchOrders");
    assertThat(lives.path("resting").path(0).asString()).isEqualTo("open");
    assertThat(lives.path("resting")).extracting(JsonNode::asString).endsWith("canceled");
    assertThat(lives.path("taken")).extracting(JsonNode::asString).endsWith("closed");
  }

  @Test
  void watchBalanceGivesWhatTheLedgerHolds() {
    for (String asset : List.of("BTC", "USD")) {
      Ledger.Balance balance = Optional.ofNullable(books.balances().get(asset)).orElseThrow();
      assertThat(gave("watchBalance").at("/total/" + asset).doubleValue())
          .isEqualTo(balance.total().doubleValue());
    }
  }

  @Test
  void ordersByWebSocketReachTheSameBooks() {
    Ledger.Order order = order(gave("createOrderWs").path("id").asString());
    assertThat(order.status()).isEqualTo(Status.CANCELED);
    assertNumber(gave("createOrderWs").path("asked"), order.price().orElseThrow().value());
    assertThat(gave("cancelOrderWs").path("id").asString()).isEqualTo(order.id());
    assertThat(gave("createOrderWs.refused").path("error").asString())
        .isEqualTo("EOrder:Insufficient funds");
  }

  @Test
  void watchTickerStartsAtTheLastTradeAndFollows() {
    assertNumber(gave("watchTicker").path("first"), lastAtOpening().price());
    BigDecimal later = gave("watchTicker").path("later").decimalValue();
    assertThat(tape.stream().skip(playedAtOpening()).limit(100))
        .anyMatch(trade -> trade.price().compareTo(later) == 0);
  }

  @Test
  void watchTradesMissesNoneAndTellsThemAsTheyWere() {
    JsonNode trades = gave("watchTrades").path("trades");
    int first = Integer.parseInt(trades.path(0).path("id").asString());
    assertThat(trades.size()).isGreaterThanOrEqualTo(20);
    for (int i = 0; i < trades.size(); i++) {
      JsonNode seen = trades.path(i);
      Trade trade = tape.get(first + i - 1);
      assertThat(seen.path("id").asString()).isEqualTo(Integer.toString(first + i));
      assertNumber(seen.path("price"), trade.price());
      assertNumber(seen.path("amount"), trade.amount());
      assertThat(seen.path("side").asString()).isEqualTo(trade.side());
    }
  }

  @Test
  void watchOhlcvGivesTheFormingBar() {
    JsonNode bar = gave("watchOHLCV").path("last");
    Instant open = Instant.ofEpochMilli(bar.path(0).asLong());
    List<Trade> minute =
        tape.stream()
            .filter(trade -> !trade.time().isBefore(open))
            .filter(trade -> trade.time().isBefore(open.plusSeconds(60)))
            .toList();
    assertThat(open).isAfterOrEqualTo(OPENING);
    assertNumber(bar.path(1), minute.getFirst().price());
    assertThat(minute).anyMatch(trade -> trade.price().compareTo(bar.path(4).decimalValue()) == 0);
  }

  @Test
  void watchOrderBookHoldsEveryChecksumAndEndsAtTheSimulatorsBook() {
    JsonNode book = gave("watchOrderBook");
    assertThat(book.path("updates").asInt()).isGreaterThan(100);
    assertThat(book.path("checked").asInt()).isGreaterThan(100);
    assertThat(levels(book.path("bids"), 10)).isEqualTo(levels(depthAtEnd.path("bids"), 10));
    assertThat(levels(book.path("asks"), 10)).isEqualTo(levels(depthAtEnd.path("asks"), 10));
    assertThat(levels(book.path("bids"), 10)).isNotEqualTo(levels(depthAtOpening.path("bids"), 10));
  }

  @Test
  void aWrongChecksumIsNoticed() {
    assertThat(gave("watchOrderBook.corrupt").path("error").asString()).isEqualTo("ChecksumError");
  }
}
