package io.tidemark.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.execution.DisturbedVenue.Disturbance;
import io.tidemark.execution.account.TradingSession;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.Ids;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestInfrastructure;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What reconciliation finds at the simulator, and what live trading begins with. */
class ReconciliationIT {

  private static final String OFTEN = "--tidemark.execution.reconcile-interval=100ms";

  private final TestInfrastructure servers = TestInfrastructure.shared();
  private final Sandbox sandbox =
      new Sandbox(servers.newDatabase("reconciliation"), Instant.parse("2013-11-26T12:00:00Z"));
  private final DisturbedVenue venue = new DisturbedVenue(Disturbance.NONE);

  @AfterEach
  void closeAll() {
    sandbox.close();
  }

  @Test
  void looksEvenWhenAllIsWell() {
    RunningService service = sandbox.start(null, OFTEN);

    await()
        .atMost(Sandbox.PATIENCE)
        .until(() -> service.get("/api/v1/reconciliations").path("total").asInt() > 3);
    JsonNode latest = service.get("/api/v1/reconciliations").path("items").path(0);
    assertThat(latest.path("cause").asString()).isEqualTo("TIMER");
    assertThat(latest.path("differences").asInt()).isZero();
  }

  @Test
  void tellsAnOrderOfOtherHandsAndLeavesItAlone() {
    RunningService service = sandbox.start(venue, OFTEN);
    String venueOrderId = byOtherHands(OrderType.LIMIT, Price.of("100"));

    JsonNode difference = awaitDifference(service, "FOREIGN_ORDER");

    assertThat(difference.path("subject").asString()).isEqualTo(venueOrderId);
    assertThat(difference.path("repaired").asBoolean()).isFalse();
    assertThat(sandbox.account().openOrders()).hasSize(1);
    assertThat(service.get("/api/v1/orders").path("total").asInt()).isZero();
  }

  @Test
  void pausesAnAccountWhoseBalanceItsFillsDoNotExplain() {
    RunningService service = sandbox.start(venue, OFTEN);
    PlaceOrder ours = sandbox.market("a", Side.BUY, "0.1");
    service.publish(ours);
    Sandbox.awaitStatus(service, ours, "FILLED");
    byOtherHands(OrderType.MARKET, null);

    List<ControlCommand> commands = new ArrayList<>();
    await()
        .atMost(Sandbox.PATIENCE)
        .untilAsserted(
            () -> {
              commands.clear();
              commands.addAll(commands());
              assertThat(commands).hasSize(2);
            });

    assertThat(commands)
        .allSatisfy(
            command -> {
              assertThat(command.action()).isEqualTo(ControlCommand.Action.PAUSE);
              assertThat(command.issuedBy()).isEqualTo("reconciliation");
            });
    assertThat(commands)
        .anySatisfy(command -> assertThat(command.reason()).contains("BALANCE of BTC is 0.2 more"))
        .anySatisfy(command -> assertThat(command.reason()).contains("BALANCE of USD is -"));
    assertThat(awaitDifference(service, "BALANCE").path("repaired").asBoolean()).isFalse();
  }

  @Test
  void tellsWhatItRepaired() {
    RunningService service = sandbox.start(new DisturbedVenue(Disturbance.SILENT_STREAM), OFTEN);
    PlaceOrder marketable = sandbox.limit("a", "0.1", "1500");

    service.publish(marketable);

    Sandbox.awaitStatus(service, marketable, "FILLED");
    await()
        .atMost(Sandbox.PATIENCE)
        .until(
            () -> {
              JsonNode found = service.get("/api/v1/reconciliations/differences").path("items");
              return !found.isEmpty() && found.path(0).path("repaired").asBoolean();
            });
    assertThat(commands()).isEmpty();
  }

  @Test
  void beginsLiveTradingWhenAllHolds() {
    RunningService service = sandbox.startIn("live", venue, "--TIDEMARK_LIVE=yes");

    assertThat(service.bean(TradingSession.class).isTrading()).isTrue();
    assertThat(sandbox.account().orders()).isEmpty();
  }

  @Test
  void doesNotBeginLiveTradingWithAClockThatDiffers() {
    RunningService service =
        sandbox.open("live", venue, "--TIDEMARK_LIVE=yes", "--tidemark.clock=system");

    assertNotTrading(service, "the clock differs from the venue's");
  }

  @Test
  void doesNotBeginWithAWrongKey() {
    RunningService service =
        sandbox.open("sandbox", null, "--KRAKEN_API_KEY=wrong", "--KRAKEN_API_SECRET=c2VjcmV0");

    assertNotTrading(service, "Invalid key");
  }

  private void assertNotTrading(RunningService service, String why) {
    TradingSession session = service.bean(TradingSession.class);
    await()
        .atMost(Sandbox.PATIENCE)
        .untilAsserted(() -> assertThat(session.waitingFor()).contains(why));
    assertThat(session.isTrading()).isFalse();
    assertThat(service.answer("/actuator/health/readiness").statusCode()).isEqualTo(503);
  }

  private static JsonNode awaitDifference(RunningService service, String kind) {
    List<JsonNode> found = new ArrayList<>();
    await()
        .atMost(Sandbox.PATIENCE)
        .until(
            () -> {
              for (JsonNode item :
                  service.get("/api/v1/reconciliations/differences?size=1000").path("items")) {
                if (item.path("kind").asString().equals(kind)) {
                  found.add(item);
                }
              }
              return !found.isEmpty();
            });
    return found.getFirst();
  }

  /** Somebody else trades on the account's key. */
  private String byOtherHands(OrderType type, @Nullable Price limit) {
    ExchangeGateway gateway = Objects.requireNonNull(venue.gateway.get());
    UUID id = Ids.of("order", sandbox.database().name(), "other hands");
    SubmitOutcome outcome =
        gateway.submit(
            new VenueOrder(
                id,
                Sandbox.BITCOIN,
                Side.BUY,
                type,
                Quantity.of("0.2"),
                limit,
                null,
                false,
                TimeInForce.GTC,
                sandbox.venue().venueTime().plusSeconds(30)));
    assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
    return ((SubmitOutcome.Accepted) outcome).venueOrderId();
  }

  private List<ControlCommand> commands() {
    List<ControlCommand> commands = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(number -> new TopicPartition(Topic.CONTROL_COMMAND.topicName(), number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                message -> {
                  if (EventCodec.decode(message.value()) instanceof ControlCommand command
                      && sandbox.database().name().equals(command.account())) {
                    commands.add(command);
                  }
                });
      }
    }
    return commands;
  }
}
