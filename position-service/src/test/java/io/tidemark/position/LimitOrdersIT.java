package io.tidemark.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.OrderReason;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Entries as limits at the top of the book, on a real Kafka and a real Postgres. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitOrdersIT {

  private TradedAccount account;

  @BeforeAll
  void start(@TempDir Path folder) {
    account =
        new TradedAccount(
            folder,
            "paper",
            "stop_loss_pct: 2",
            "",
            "order_type: limit, timeout_bars: 1, venue_stop: true,"
                + " limit: {reference: near_side, post_only: true, reprices: 1}");
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
  void putsALimitAtTheBookThatWasToldBeforeARestartAndPutsItAnew() {
    // The first signal opens the account; only then is a book taken note of.
    SignalRaised early = account.signal(SignalType.BUY, "ETH/USD", "100", 0);
    account.publish(early);
    awaitDenial(early, "NO_REFERENCE_PRICE");
    account.publish(ticker("BTC/USD", "99", "101", 1));
    await().atMost(TradedAccount.PATIENCE).until(() -> account.count("book_top") == 1);
    account.restart();

    SignalRaised signal = account.signal(SignalType.BUY, "BTC/USD", "100", 2);
    account.publish(signal);
    PlaceOrder first = account.awaitOrder(signal, OrderPurpose.ENTRY);
    assertThat(first.limitPrice()).isEqualTo(Price.of("99"));
    assertThat(first.postOnly()).isTrue();
    assertThat(first.expiresAt()).isEqualTo(account.at(62));

    account.publish(ticker("BTC/USD", "98", "100", 50), timedOut(first, 63));
    PlaceOrder second = account.awaitOrder(signal, OrderPurpose.ENTRY, 2);
    assertThat(second.limitPrice()).isEqualTo(Price.of("98"));
    assertThat(second.clientOrderId()).isNotEqualTo(first.clientOrderId());
    account.fill(second, "98", 70);

    account.awaitStatus(signal, "OPEN");
    PlaceOrder stop = account.awaitOrder(signal, OrderPurpose.EXIT);
    assertThat(stop.type()).isEqualTo(OrderType.STOP_LOSS);
    assertThat(stop.quantity()).isEqualTo(second.quantity());
    account.fill(stop, "96", 80);
    account.awaitStatus(signal, "CLOSED");
    assertThat(account.position(signal).path("exitReason").asString()).isEqualTo("STOP_LOSS");
  }

  private void awaitDenial(SignalRaised signal, String reason) {
    await()
        .atMost(TradedAccount.PATIENCE)
        .until(
            () -> {
              for (JsonNode denial : account.json("/api/v1/denials").path("items")) {
                if (denial.path("causeId").asString().equals(signal.signalId().toString())) {
                  return denial.path("reason").asString().equals(reason);
                }
              }
              return false;
            });
  }

  private Ticker ticker(String symbol, String bid, String ask, double seconds) {
    return new Ticker(
        InstrumentId.of("kraken", symbol),
        Price.of(bid),
        null,
        Price.of(ask),
        null,
        null,
        null,
        account.at(seconds),
        account.at(seconds));
  }

  private OrderChanged timedOut(PlaceOrder order, double seconds) {
    return new OrderChanged(
        order.clientOrderId(),
        order.run(),
        order.account(),
        order.instrument(),
        1,
        OrderStatus.CANCELLED,
        "V1",
        order.side(),
        order.quantity(),
        Quantity.ZERO,
        null,
        OrderReason.TIMED_OUT,
        null,
        account.at(seconds),
        account.at(seconds));
  }
}
