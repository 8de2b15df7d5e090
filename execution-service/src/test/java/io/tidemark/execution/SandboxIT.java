package io.tidemark.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.execution.DisturbedVenue.Disturbance;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.Side;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.topic.Topic;
import io.tidemark.simulator.control.Ledger;
import io.tidemark.testkit.TestInfrastructure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The service against the simulator, on a real Kafka and a real Postgres. */
class SandboxIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant OPENING = Instant.parse("2013-11-26T12:00:00Z");

  private final TestInfrastructure servers = TestInfrastructure.shared();
  private final Sandbox sandbox = new Sandbox(servers.newDatabase("execution"), OPENING);

  @AfterEach
  void closeAll() {
    sandbox.close();
  }

  @Test
  void fillsAnOrderAndKeepsTheVenuesBooks() {
    RunningService service = sandbox.start(null);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.5");

    service.publish(intent);

    JsonNode order = Sandbox.awaitStatus(service, intent, "FILLED");
    Ledger.Account account = sandbox.account();
    assertThat(account.orders()).hasSize(1);
    assertThat(account.orders().getFirst().clOrdId()).contains(intent.clientOrderId().toString());
    assertThat(order.path("venueOrderId").asString()).isEqualTo(account.orders().getFirst().id());
    assertThat(new BigDecimal(order.path("filled").asString())).isEqualByComparingTo("0.5");
    assertThat(order.path("averagePrice").asString()).isNotEmpty();
    assertSameFills(service, account);
    assertThat(Sandbox.statuses(order)).startsWith("INTENDED", "SUBMITTING").endsWith("FILLED");
    assertThat(reports(intent))
        .filteredOn(OrderFilled.class::isInstance)
        .hasSameSizeAs(account.fills());
    assertSameBalances(service, account);
  }

  @Test
  void placesAnIntentOnceHoweverOftenItComes() {
    RunningService service = sandbox.start(null);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.1");
    PlaceOrder last = sandbox.market("b", Side.BUY, "0.1");

    service.publish(intent, intent);
    Sandbox.awaitStatus(service, intent, "FILLED");
    service.publish(intent, last);
    Sandbox.awaitStatus(service, last, "FILLED");

    assertThat(sandbox.account().orders()).hasSize(2);
    assertThat(service.get("/api/v1/orders").path("total").asInt()).isEqualTo(2);
  }

  @Test
  void findsAnOrderWhoseAnswerWasLost() {
    DisturbedVenue submissions = new DisturbedVenue(Disturbance.ANSWER_LOST);
    RunningService service = sandbox.start(submissions);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.2");

    service.publish(intent);

    JsonNode order = Sandbox.awaitStatus(service, intent, "FILLED");
    assertThat(submissions.sent).hasValue(1);
    assertThat(sandbox.account().orders()).hasSize(1);
    assertSameFills(service, sandbox.account());
    assertThat(order.path("filled").asString()).isEqualTo("0.2");
  }

  @Test
  void learnsOfFillsPromptlyFromASilentVenue() {
    RunningService service =
        sandbox.start(
            new DisturbedVenue(Disturbance.SILENT_STREAM),
            "--tidemark.execution.reconcile-interval=1h");
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.2");

    service.publish(intent);

    Sandbox.awaitStatus(service, intent, "FILLED");
    assertSameFills(service, sandbox.account());
  }

  @Test
  void findsByReconciliationWhatNobodyTold() {
    RunningService service =
        sandbox.start(
            new DisturbedVenue(Disturbance.SILENT_STREAM),
            "--tidemark.execution.reconcile-interval=200ms");
    PlaceOrder marketable = sandbox.limit("a", "0.1", "1500");

    service.publish(marketable);

    Sandbox.awaitStatus(service, marketable, "FILLED");
    assertSameFills(service, sandbox.account());
    int repaired = 0;
    for (JsonNode run : service.get("/api/v1/reconciliations?size=1000").path("items")) {
      repaired += run.path("repaired").asInt();
    }
    assertThat(repaired).isPositive();
  }

  @Test
  void keepsNothingOfAStepThatDidNotCommit() {
    RunningService service = sandbox.start(null);
    PlaceOrder intent = sandbox.limit("a", "0.1", "100");
    OrderDesk desk = service.bean(OrderDesk.class);

    service
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            transaction -> {
              desk.stepWithin(List.of(new IntentReceived(intent)));
              transaction.setRollbackOnly();
            });

    assertThat(desk.order(intent.clientOrderId())).isEmpty();
    assertThat(total(service, "/api/v1/orders")).isZero();
    service.publish(intent);
    JsonNode order = Sandbox.awaitStatus(service, intent, "ACCEPTED");
    assertThat(Sandbox.statuses(order)).startsWith("INTENDED", "SUBMITTING");
    assertThat(sandbox.account().orders()).hasSize(1);
  }

  @Test
  void asksForAnOrderThatWasBeingSentWhenTheProcessEnded() {
    DisturbedVenue submissions = new DisturbedVenue(Disturbance.DIES_AFTER_SENDING);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.2");
    RunningService first = sandbox.start(submissions, "--tidemark.execution.deadline=1h");
    sandbox.venue().setRunning(false);
    first.publish(intent);
    await().atMost(PATIENCE).until(() -> submissions.sent.get() == 1);
    first.close();
    sandbox.venue().setRunning(true);

    RunningService second = sandbox.start(null);

    JsonNode order = Sandbox.awaitStatus(second, intent, "FILLED");
    assertThat(sandbox.account().orders()).hasSize(1);
    assertSameFills(second, sandbox.account());
    assertThat(Sandbox.statuses(order)).startsWith("INTENDED", "SUBMITTING");
  }

  @Test
  void provesThatAnOrderWasNeverSent() {
    DisturbedVenue submissions = new DisturbedVenue(Disturbance.DIES_BEFORE_SENDING);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.2");
    RunningService first = sandbox.start(submissions);
    first.publish(intent);
    await().atMost(PATIENCE).until(() -> submissions.sent.get() == 1);
    first.close();

    RunningService second = sandbox.start(null);

    JsonNode order = Sandbox.awaitStatus(second, intent, "EXPIRED");
    assertThat(order.path("reason").asString()).isEqualTo("PROVEN_ABSENT");
    assertThat(Sandbox.statuses(order))
        .containsExactly("INTENDED", "SUBMITTING", "UNKNOWN", "EXPIRED");
    assertThat(sandbox.account().orders()).isEmpty();
  }

  @Test
  void cancelsAnOrderThatRests() {
    RunningService service = sandbox.start(null);
    PlaceOrder intent = sandbox.limit("a", "0.1", "100");
    service.publish(intent);
    Sandbox.awaitStatus(service, intent, "ACCEPTED");
    assertThat(reserved(service, "USD")).isGreaterThan(BigDecimal.ZERO);

    service.publish(sandbox.cancel(intent));

    JsonNode order = Sandbox.awaitStatus(service, intent, "CANCELLED");
    assertThat(order.path("limitPrice").asString()).isEqualTo("100");
    assertThat(sandbox.account().openOrders()).isEmpty();
    assertThat(reserved(service, "USD")).isEqualByComparingTo("0");
  }

  @Test
  void answersByTheSuitesConventions() {
    RunningService service = sandbox.start(null);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.1");
    service.publish(intent);
    Sandbox.awaitStatus(service, intent, "FILLED");

    assertThat(total(service, "/api/v1/orders?status=FILLED&symbol=BTC/USD&strategy=it")).isOne();
    assertThat(total(service, "/api/v1/orders?status=REJECTED")).isZero();
    assertThat(total(service, "/api/v1/orders?exchange=elsewhere")).isZero();
    assertThat(total(service, "/api/v1/reconciliations")).isPositive();
    assertThat(service.answer("/api/v1/orders?status=LOST").statusCode()).isEqualTo(400);
    assertThat(service.get("/api/v1/orders?size=0").path("detail").asString()).contains("size");
    assertThat(service.answer("/api/v1/orders/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(service.get("/actuator/health").at("/components/trading/status").asString())
        .isEqualTo("UP");
    assertThat(service.answer("/actuator/prometheus").body())
        .contains(
            "tidemark_order_submit_seconds", "tidemark_fills_total", "tidemark_orders_unknown");
  }

  @Test
  void refusesToTradeWithoutAnAccount() {
    assertThatThrownBy(
            () -> RunningService.start(sandbox.database(), null, "--tidemark.mode=sandbox"))
        .rootCause()
        .hasMessageContaining("kraken has no sandbox");
    assertThatThrownBy(
            () ->
                RunningService.start(
                    sandbox.database(),
                    null,
                    "--tidemark.mode=sandbox",
                    "--tidemark.exchange.rest-url=http://127.0.0.1:1"))
        .rootCause()
        .hasMessageContaining("KRAKEN_API_KEY and KRAKEN_API_SECRET");
    assertThatThrownBy(() -> RunningService.start(sandbox.database(), null, "--tidemark.mode=live"))
        .rootCause()
        .hasMessageContaining("TIDEMARK_LIVE=yes");
  }

  private static void assertSameFills(RunningService service, Ledger.Account account) {
    JsonNode fills = service.get("/api/v1/fills?size=1000");
    assertThat(fills.path("total").asInt()).isEqualTo(account.fills().size()).isPositive();
    for (JsonNode fill : fills.path("items")) {
      Ledger.Fill theirs =
          account.fills().stream()
              .filter(one -> one.id().equals(fill.path("venueTradeId").asString()))
              .findFirst()
              .orElseThrow();
      assertThat(new BigDecimal(fill.path("price").asString()))
          .isEqualByComparingTo(theirs.price().value());
      assertThat(new BigDecimal(fill.path("quantity").asString()))
          .isEqualByComparingTo(theirs.quantity().value());
      assertThat(new BigDecimal(fill.path("fee").asString())).isEqualByComparingTo(theirs.fee());
    }
  }

  private static void assertSameBalances(RunningService service, Ledger.Account account) {
    for (JsonNode balance : service.get("/api/v1/balances").path("balances")) {
      assertThat(new BigDecimal(balance.path("total").asString()))
          .as(balance.path("currency").asString())
          .isEqualByComparingTo(
              Objects.requireNonNull(account.balances().get(balance.path("currency").asString()))
                  .total());
    }
  }

  private static BigDecimal reserved(RunningService service, String currency) {
    for (JsonNode balance : service.get("/api/v1/balances").path("balances")) {
      if (balance.path("currency").asString().equals(currency)) {
        return new BigDecimal(balance.path("reserved").asString());
      }
    }
    throw new AssertionError("no balance of " + currency);
  }

  private static int total(RunningService service, String path) {
    return service.get(path).path("total").asInt();
  }

  private List<OrderReport> reports(PlaceOrder intent) {
    List<OrderReport> reports = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(number -> new TopicPartition(Topic.ORDER.topicName(), number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(
                        message -> {
                          if (EventCodec.decode(message.value()) instanceof OrderReport report
                              && report.clientOrderId().equals(intent.clientOrderId())) {
                            reports.add(report);
                          }
                        });
                assertThat(reports)
                    .filteredOn(
                        report ->
                            report instanceof OrderChanged changed && changed.status().isTerminal())
                    .hasSize(1);
              });
    }
    return reports;
  }
}
