package io.tidemark.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Exits in parts, by closed bars, by predictions and by hand, long and short, on a real Kafka and a
 * real Postgres; each test trades a symbol of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannedExitsIT {

  private TradedAccount account;

  @BeforeAll
  void start(@TempDir Path folder) {
    account =
        new TradedAccount(
            folder,
            "paper",
            "stop_loss_pct: 2, break_even_at_pct: 1, max_hold_time_minutes: 10, ml_exit: 0.8,"
                + " opposite_signal: reverse,"
                + " take_profit_levels: [{target_pct: 2, close_pct: 0.3},"
                + " {target_pct: 4, close_pct: 0.7}]",
            ", scale_in: {max_entries: 2}");
    account.peers.come();
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.get("/actuator/health/readiness").statusCode() == 200);
  }

  @AfterAll
  void stop() {
    account.close();
  }

  @Test
  void closesLevelByLevelAndTellsEachExit() {
    SignalRaised signal = account.signal(SignalType.BUY, "BTC/USD", "100", 0);
    account.open(signal);
    account.publish(account.trade("BTC/USD", "102", 2));
    PlaceOrder first = account.awaitOrder(signal, OrderPurpose.EXIT, 1);
    assertThat(first.quantity()).hasToString("3");
    account.publish(account.trade("BTC/USD", "97", 3));
    account.fill(first, "102", 4);
    PlaceOrder second = account.awaitOrder(signal, OrderPurpose.EXIT, 2);
    assertThat(second.quantity()).hasToString("7");
    account.fill(second, "97", 5);
    account.awaitStatus(signal, "CLOSED");

    JsonNode closed = account.position(signal);
    assertThat(closed.path("levelsTaken").asInt()).isEqualTo(1);
    assertThat(closed.path("maxFavourable").asString()).isEqualTo("0.02");
    assertThat(closed.path("maxAdverse").asString()).isEqualTo("0.03");
    assertThat(closed.path("exits").valueStream().map(exit -> exit.path("reason").asString()))
        .containsExactly("TAKE_PROFIT", "STOP_LOSS");
    BigDecimal sum =
        closed
            .path("exits")
            .valueStream()
            .map(exit -> new BigDecimal(exit.path("pnl").asString()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    // 3 x 2 - 7 x 3 - three fees of 1
    assertThat(sum).isEqualByComparingTo("-18");
    assertThat(closed.path("realisedPnl").asString()).isEqualTo("-18");
  }

  @Test
  void keepsOneRowOfAnExitWhoseFillsComeTogether() {
    SignalRaised signal = account.signal(SignalType.BUY, "XRP/USD", "100", 0);
    account.open(signal);
    account.publish(account.trade("XRP/USD", "97", 2));

    account.fillInHalves(account.awaitOrder(signal, OrderPurpose.EXIT), "97", "96", 3);
    account.awaitStatus(signal, "CLOSED");

    JsonNode exit = account.position(signal).path("exits").path(0);
    assertThat(exit.path("quantity").asString()).isEqualTo("10");
    assertThat(exit.path("price").asString()).isEqualTo("96.5");
    // 10 x (96.5 - 100) - fees of 1, 1 and 1
    assertThat(exit.path("pnl").asString()).isEqualTo("-38");
  }

  @Test
  void actsOnClosedBarsAndGoesOnAfterARestart() {
    SignalRaised signal = account.signal(SignalType.BUY, "ETH/USD", "100", 0);
    account.open(signal);
    account.publish(account.bar("ETH/USD", "101", 1));
    awaitStop(signal, "100");

    account.restart();
    account.publish(account.bar("ETH/USD", "101.5", 11));

    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);
    account.fill(exit, "101.5", 700);
    account.awaitStatus(signal, "CLOSED");
    JsonNode closed = account.position(signal);
    assertThat(closed.path("exitReason").asString()).isEqualTo("TIME");
    assertThat(closed.path("chain").valueStream().map(link -> link.path("topic").asString("")))
        .contains("market.bar.v1");
  }

  @Test
  void closesOnAPredictionAgainstIt() {
    SignalRaised signal = account.signal(SignalType.BUY, "SOL/USD", "100", 0);
    account.open(signal);

    account.publish(account.prediction("SOL/USD", 0.1, 60));

    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);
    assertThat(exit.reason()).startsWith("ML");
    assertThat(account.position(signal).path("exitReason").asString()).isEqualTo("ML");
    account.fill(exit, "100", 61);
    account.awaitStatus(signal, "CLOSED");
  }

  @Test
  void sellsShortAndReverses() {
    SignalRaised signal = account.signal(SignalType.SELL, "LTC/USD", "100", 0);
    account.open(signal);
    JsonNode open = account.position(signal);
    assertThat(open.path("side").asString()).isEqualTo("SHORT");
    assertThat(open.path("margin").asString()).isEqualTo("2000");
    assertThat(open.path("stopPrice").asString()).isEqualTo("102");

    SignalRaised buy = account.signal(SignalType.BUY, "LTC/USD", "99", 30);
    account.publish(buy);
    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);
    assertThat(exit.side()).isEqualTo(Side.BUY);
    account.fill(exit, "99", 31);
    account.fill(account.awaitOrder(buy, OrderPurpose.ENTRY), "99", 32);

    account.awaitStatus(buy, "OPEN");
    assertThat(account.position(buy).path("side").asString()).isEqualTo("LONG");
    // 10 x (100 - 99) - two fees of 1
    assertThat(account.position(signal).path("realisedPnl").asString()).isEqualTo("8");
  }

  @Test
  void addsToAPosition() {
    SignalRaised signal = account.signal(SignalType.BUY, "XMR/USD", "100", 0);
    account.open(signal);

    account.publish(account.signal(SignalType.BUY, "XMR/USD", "99", 60));
    account.fill(account.awaitOrder(signal, OrderPurpose.ENTRY, 2), "99", 61);

    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.position(signal).path("entryQuantity").asString().equals("20.101"));
    assertThat(account.position(signal).path("entries").asInt()).isEqualTo(2);
  }

  @Test
  void closesByHandOnce() {
    SignalRaised signal = account.signal(SignalType.BUY, "ADA/USD", "100", 0);
    account.open(signal);
    String path = "/api/v1/positions/" + account.origin(signal).positionId() + "/close";
    assertThat(account.postWithoutKey(path).statusCode()).isEqualTo(401);

    var first = account.post(path + "?reason=enough", "Idempotency-Key", "one");
    account.post(path, "Idempotency-Key", "one");
    PlaceOrder exit = account.awaitOrder(signal, OrderPurpose.EXIT);

    assertThat(first.statusCode()).isEqualTo(202);
    String command = Json.mapper().readTree(first.body()).path("commandId").asString();
    assertThat(exit.causeId()).hasToString(command);
    assertThat(account.count("journal where subject = '%s'".formatted(command))).isEqualTo(1);
    account.fill(exit, "100", 5);
    account.awaitStatus(signal, "CLOSED");
    assertThat(account.position(signal).path("exitReason").asString()).isEqualTo("MANUAL");
    JsonNode again = Json.mapper().readTree(account.post(path).body());
    assertThat(again.path("positions").size()).isZero();
  }

  @Test
  void saysThatThereIsNoSuchPositionToClose() {
    var answer = account.post("/api/v1/positions/c4f75a9d-0921-52f0-adcd-ee1230f2cc9d/close");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("there is no position");
  }

  /** What other tests have left open is closed as well, and no concern of theirs any more. */
  @Test
  void closesAllByHand() {
    SignalRaised one = account.signal(SignalType.BUY, "DOT/USD", "100", 0);
    SignalRaised two = account.signal(SignalType.SELL, "ATOM/USD", "100", 0);
    account.open(one);
    account.open(two);

    var answer = account.post("/api/v1/positions/close-all");

    assertThat(Json.mapper().readTree(answer.body()).path("positions").valueStream())
        .extracting(JsonNode::asString)
        .contains(
            account.origin(one).positionId().toString(),
            account.origin(two).positionId().toString());
    account.fill(account.awaitOrder(one, OrderPurpose.EXIT), "100", 5);
    account.fill(account.awaitOrder(two, OrderPurpose.EXIT), "100", 5);
    account.awaitStatus(one, "CLOSED");
    account.awaitStatus(two, "CLOSED");
    // two fees of 1
    assertThat(account.position(two).path("realisedPnl").asString()).isEqualTo("-2");
  }

  private void awaitStop(SignalRaised signal, String price) {
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(() -> account.position(signal).path("stopPrice").asString("").equals(price));
  }
}
