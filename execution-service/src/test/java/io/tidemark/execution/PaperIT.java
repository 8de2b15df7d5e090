package io.tidemark.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Paper trading on market data from a real Kafka, with its books in a real Postgres. */
class PaperIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database = TestInfrastructure.shared().newDatabase("paper");
  private final InstrumentId instrument =
      InstrumentId.of("kraken", database.name().toUpperCase(Locale.ROOT) + "/USD");
  private final Instant begin = Instant.now().minusSeconds(20).truncatedTo(ChronoUnit.MILLIS);
  private HttpServer ingestor;
  private RunningService service;

  @BeforeEach
  void startTheService() throws IOException {
    ingestor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ingestor.createContext(
        "/api/v1/instruments",
        exchange -> {
          byte[] page =
              """
              {"items":[{"exchange":"kraken","symbol":"%s","rules":{"tickSize":"0.1",
                "quantityStep":"0.001","minimumQuantity":"0.001","minimumCost":"0.5",
                "takerFeeRate":"0.0026","makerFeeRate":"0.0016"}}],"page":0,"size":1000,"total":1}
              """
                  .formatted(instrument.symbol())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    ingestor.start();
    service = start();
  }

  @AfterEach
  void stopTheService() {
    service.close();
    ingestor.stop(0);
  }

  @Test
  void fillsAMarketOrderAtTheBookAfterItsLatencyEvenIfItComesBeforeTheMarket() {
    PlaceOrder intent = place("a", OrderType.MARKET, null);
    service.publish(intent);
    awaitStatus(intent, "SUBMITTING");
    service.publish(book("99", "101", 0));
    service.publish(trade("100", 1));
    awaitStatus(intent, "ACCEPTED");
    service.publish(trade("100", 8), trade("100", 12));

    JsonNode order = awaitStatus(intent, "FILLED");

    assertThat(order.path("averagePrice").asString()).isEqualTo("101");
    JsonNode fill = order.path("fills").path(0);
    assertThat(fill.path("fee").asString()).isEqualTo("0.5252");
    assertThat(fill.path("feeCurrency").asString()).isEqualTo("USD");
    assertThat(balance("USD")).isEqualByComparingTo("9797.4748");
    assertThat(balance(instrument.symbol().base())).isEqualByComparingTo("2");
  }

  @Test
  void goesOnWithAnOpenOrderAfterARestart() {
    service.publish(book("99", "101", 0), trade("100", 1));
    PlaceOrder intent = place("a", OrderType.LIMIT, Price.of("95"));
    service.publish(intent, trade("100", 8));
    awaitStatus(intent, "ACCEPTED");
    service.close();

    service = start();
    assertThat(order(intent).path("status").asString()).isEqualTo("ACCEPTED");
    service.publish(trade("94", 10), trade("94", 13), trade("94", 16));

    JsonNode order = awaitStatus(intent, "FILLED");
    assertThat(order.path("averagePrice").asString()).isEqualTo("95");
    assertThat(balance(instrument.symbol().base())).isEqualByComparingTo("2");
    assertThat(service.get("/api/v1/orders").path("total").asInt()).isOne();
  }

  private RunningService start() {
    RunningService started =
        RunningService.start(
            database,
            null,
            "--tidemark.mode=paper",
            "--tidemark.symbols=" + instrument.symbol(),
            "--tidemark.services.ingestor=http://127.0.0.1:" + ingestor.getAddress().getPort());
    await()
        .atMost(PATIENCE)
        .until(() -> started.answer("/actuator/health/readiness").statusCode() == 200);
    return started;
  }

  private OrderBook book(String bid, String ask, int second) {
    return new OrderBook(
        instrument, List.of(level(bid)), List.of(level(ask)), at(second), at(second));
  }

  private static BookLevel level(String price) {
    return new BookLevel(Price.of(price), Quantity.of("10"), Quantity.of("10"));
  }

  private MarketTrade trade(String price, int second) {
    return new MarketTrade(
        instrument,
        database.name() + second,
        Price.of(price),
        Quantity.of("5"),
        Side.SELL,
        at(second),
        at(second));
  }

  private Instant at(int second) {
    return begin.plusSeconds(second);
  }

  private PlaceOrder place(String name, OrderType type, @Nullable Price limit) {
    return new PlaceOrder(
        Ids.of("order", database.name(), name),
        "it",
        database.name(),
        instrument,
        "it",
        Ids.of("position", database.name(), name),
        Ids.of("cause", database.name(), name),
        OrderPurpose.ENTRY,
        Side.BUY,
        type,
        Quantity.of("2"),
        limit,
        null,
        false,
        TimeInForce.GTC,
        "a test wants it",
        Price.of("100"),
        at(5),
        at(5));
  }

  private JsonNode order(PlaceOrder intent) {
    return service.get("/api/v1/orders/" + intent.clientOrderId());
  }

  private JsonNode awaitStatus(PlaceOrder intent, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(order(intent).path("status").asString("")).isEqualTo(status));
    return order(intent);
  }

  private BigDecimal balance(String currency) {
    for (JsonNode balance : service.get("/api/v1/balances").path("balances")) {
      if (balance.path("currency").asString().equals(currency)) {
        return new BigDecimal(balance.path("total").asString());
      }
    }
    throw new AssertionError("no balance of " + currency);
  }
}
