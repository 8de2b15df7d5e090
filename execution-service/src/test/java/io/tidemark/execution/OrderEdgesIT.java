package io.tidemark.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.model.Ids;
import io.tidemark.model.Side;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Orders that wait, and orders that cannot be, at the simulator. */
class OrderEdgesIT {

  private final TestInfrastructure servers = TestInfrastructure.shared();
  private final Sandbox sandbox =
      new Sandbox(servers.newDatabase("edges"), Instant.parse("2013-11-26T12:00:00Z"));

  @AfterEach
  void closeAll() {
    sandbox.close();
  }

  @Test
  void leavesAStopAtTheVenue() {
    RunningService service = sandbox.start(null);
    PlaceOrder entry = sandbox.market("entry", Side.BUY, "0.2");
    service.publish(entry);
    Sandbox.awaitStatus(service, entry, "FILLED");

    PlaceOrder far = sandbox.stop("far", "0.2", "100");
    service.publish(far);
    JsonNode waiting = Sandbox.awaitStatus(service, far, "ACCEPTED");
    assertThat(waiting.path("stopPrice").asString()).isEqualTo("100");
    service.publish(sandbox.cancel(far));
    Sandbox.awaitStatus(service, far, "CANCELLED");
    PlaceOrder reached = sandbox.stop("reached", "0.2", "5000");
    service.publish(reached);

    Sandbox.awaitStatus(service, reached, "FILLED");
    assertThat(service.get("/api/v1/fills").path("total").asInt())
        .isEqualTo(sandbox.account().fills().size());
  }

  @Test
  void sendsNothingNewWhileTheAccountIsHaltedNotEvenAfterARestart() {
    RunningService service = sandbox.start(null);
    PlaceOrder entry = sandbox.market("entry", Side.BUY, "0.2");
    service.publish(entry);
    Sandbox.awaitStatus(service, entry, "FILLED");
    int sent = sandbox.account().orders().size();
    String account = sandbox.database().name();

    service.publish(command(account, Action.HALT));
    ControlAcknowledged halted = awaitAnswer(account, Action.HALT);
    PlaceOrder exit = sandbox.stop("exit", "0.2", "5000");
    service.publish(exit);

    assertThat(halted.service()).isEqualTo("execution-service");
    assertThat(halted.state()).isEqualTo("HALTED");
    assertThat(halted.detail())
        .isEqualTo(
            "nothing new is sent; orders that waited and are denied: 0; at the venue or on their"
                + " way there: 0");
    assertThat(Sandbox.awaitStatus(service, exit, "DENIED").path("detail").asString())
        .isEqualTo("HALTED: HALT by test: enough");
    service.close();
    RunningService again = sandbox.start(null);
    PlaceOrder second = sandbox.market("second", Side.BUY, "0.1");
    again.publish(second);
    Sandbox.awaitStatus(again, second, "DENIED");
    assertThat(sandbox.account().orders()).hasSize(sent);
    again.publish(command(account, Action.RESUME));
    assertThat(awaitAnswer(account, Action.RESUME).state()).isEqualTo("SENDING");
    PlaceOrder third = sandbox.market("third", Side.BUY, "0.1");
    again.publish(third);
    Sandbox.awaitStatus(again, third, "FILLED");
  }

  private static ControlCommand command(String account, Action action) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new ControlCommand(
        Ids.of("command", account, action),
        action,
        account,
        null,
        null,
        null,
        null,
        "test",
        "enough",
        now,
        now);
  }

  private ControlAcknowledged awaitAnswer(String account, Action action) {
    return await()
        .atMost(Sandbox.PATIENCE)
        .until(() -> answers(Ids.of("command", account, action)), found -> !found.isEmpty())
        .getFirst();
  }

  private List<ControlAcknowledged> answers(UUID commandId) {
    try (TopicLog log = new TopicLog(KafkaConnection.plain(servers.kafkaBootstrapServers()))) {
      List<ControlAcknowledged> answers = new ArrayList<>();
      for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
        TopicLog.Kept kept = log.kept(Topic.CONTROL_COMMAND, partition);
        log.read(
            Topic.CONTROL_COMMAND,
            partition,
            kept.first(),
            kept.end(),
            message ->
                TopicLog.event(message.value(), ControlAcknowledged.class)
                    .filter(answer -> answer.commandId().equals(commandId))
                    .ifPresent(answers::add));
      }
      return answers;
    }
  }

  @Test
  void deniesWhatTheVenueWouldRefuse() {
    RunningService service = sandbox.start(null);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "0.00000001");

    service.publish(intent);

    JsonNode order = Sandbox.awaitStatus(service, intent, "DENIED");
    assertThat(order.path("detail").asString()).startsWith("BELOW_MINIMUM_QUANTITY");
    assertThat(sandbox.account().orders()).isEmpty();
  }

  @Test
  void setsAsideWhatIsNoIntentAndDeniesWhatCannotBe() {
    RunningService service = sandbox.start(null, "--tidemark.execution.max-decision-age=10m");
    PlaceOrder good = sandbox.market("good", Side.BUY, "0.1");
    String negative =
        new String(EventCodec.encode(good), StandardCharsets.UTF_8)
            .replace("\"quantity\":\"0.1\"", "\"quantity\":\"-0.1\"");
    assertThat(negative).contains("-0.1");
    PlaceOrder unknown = sandbox.market("unknown", Side.BUY, "0.1", "NONE/USD", Duration.ZERO);
    PlaceOrder stale = sandbox.market("stale", Side.BUY, "0.1", "BTC/USD", Duration.ofHours(1));

    publishRaw(sandbox.database().name(), negative);
    publishRaw(sandbox.database().name(), "no event at all");
    service.publish(unknown, stale, good);

    assertThat(Sandbox.awaitStatus(service, unknown, "DENIED").path("detail").asString())
        .startsWith("UNKNOWN_INSTRUMENT");
    assertThat(Sandbox.awaitStatus(service, stale, "DENIED").path("detail").asString())
        .startsWith("STALE_DECISION");
    Sandbox.awaitStatus(service, good, "FILLED");
    assertThat(sandbox.account().orders()).hasSize(1);
    assertThat(service.get("/api/v1/orders").path("total").asInt()).isEqualTo(3);
  }

  private void publishRaw(String key, String message) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.kafkaBootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              Topic.ORDER_INTENT.topicName(), key, message.getBytes(StandardCharsets.UTF_8)));
      producer.flush();
    }
  }

  @Test
  void tellsRefusalsOfTheVenueAsRejections() {
    RunningService service = sandbox.start(null);
    PlaceOrder intent = sandbox.market("a", Side.BUY, "1000");

    service.publish(intent);

    JsonNode order = Sandbox.awaitStatus(service, intent, "REJECTED");
    assertThat(order.path("reason").asString()).isEqualTo("INSUFFICIENT_FUNDS");
  }

  /** The position stage tells by status and reason whether an exit is worth another try. */
  @ParameterizedTest
  @CsvSource({
    "RATE_LIMIT_ERROR, REJECTED, RATE_LIMITED",
    "HTTP_ERROR,       EXPIRED,  PROVEN_ABSENT"
  })
  void tellsARefusalThatPassesFromOneThatLasts(String fault, String status, String reason)
      throws IOException, InterruptedException {
    RunningService service = sandbox.start(null, "--tidemark.execution.deadline=2s");
    sandbox.fault("{\"kind\":\"%s\",\"method\":\"AddOrder\",\"count\":1}".formatted(fault));
    PlaceOrder refused = sandbox.market("refused", Side.BUY, "0.1");
    PlaceOrder next = sandbox.market("next", Side.BUY, "0.1");

    service.publish(refused);
    JsonNode order = Sandbox.awaitStatus(service, refused, status);
    service.publish(next);
    Sandbox.awaitStatus(service, next, "FILLED");

    assertThat(order.path("reason").asString()).isEqualTo(reason);
    assertThat(order.path("filled").asString()).isEqualTo("0");
    assertThat(sandbox.account().orders()).hasSize(1);
  }
}
