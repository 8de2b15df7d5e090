package io.tidemark.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestInfrastructure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Commands from the request to the answer, on a real Kafka and a real Postgres. */
class ControlIT {

  private static final String CONFIRMED = "{\"reason\":\"going to bed\",\"confirm\":true}";

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new RunningGateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void tellsWhatWouldHappenUntilItIsConfirmed() {
    StandIn position = gateway.service(TidemarkService.POSITION);
    position.answer("/api/v1/positions", 200, "{\"items\":[],\"total\":1}");

    HttpResponse<String> answer =
        await()
            .atMost(RunningGateway.PATIENCE)
            .until(
                () -> gateway.post("/api/v1/control/close-all", "{\"reason\":\"enough\"}"),
                one -> RunningGateway.json(one).at("/consequence/openPositions").isNumber());

    // One each that is opening, open and closing.
    JsonNode problem = RunningGateway.json(answer);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(problem.at("/consequence/openPositions").asInt()).isEqualTo(3);
    assertThat(problem.path("detail").asString()).contains("3 open positions will be closed");
    assertThat(told()).noneMatch(command -> command.reason().equals("enough"));
  }

  @Test
  void tellsACommandOnceHoweverOftenItIsAskedForByTheSameKey() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer =
          gateway.post("/api/v1/control/pause", CONFIRMED, "Idempotency-Key", "night");
      assertThat(answer.statusCode()).isEqualTo(202);
      ids.add(UUID.fromString(RunningGateway.json(answer).path("commandId").asString()));
    }

    assertThat(ids).containsOnly(ids.getFirst());
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> told().stream().anyMatch(one -> one.commandId().equals(ids.getFirst())));
    assertThat(told().stream().filter(one -> one.commandId().equals(ids.getFirst())))
        .singleElement()
        .satisfies(
            command -> {
              assertThat(command.action()).isEqualTo(ControlCommand.Action.PAUSE);
              assertThat(command.account()).isEqualTo(gateway.account());
              assertThat(command.reason()).isEqualTo("going to bed");
            });
    HttpResponse<String> other =
        gateway.post("/api/v1/control/halt", CONFIRMED, "Idempotency-Key", "night");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("used for PAUSE");
  }

  @Test
  void measuresWhenACommandIsInForce() {
    UUID id = issue("/api/v1/control/halt", CONFIRMED);
    assertThat(gateway.json("/api/v1/control/commands/" + id).path("state").asString())
        .isEqualTo("ISSUED");

    gateway.publish(risk(id, "first"), risk(id, "second"), risk(Ids.of("other", id), "x"));

    JsonNode command = awaitAcknowledged(id);
    assertThat(command.path("milliseconds").asLong()).isBetween(0L, 60_000L);
    assertThat(command.path("acknowledgements").size()).isEqualTo(1);
    JsonNode answer = command.path("acknowledgements").get(0);
    assertThat(answer.path("service").asString()).isEqualTo("position-service");
    assertThat(answer.path("state").asString()).isEqualTo("HALTED");
    assertThat(answer.path("detail").asString()).isEqualTo("first");
    assertThat(command.path("acknowledgedAt").asString())
        .isEqualTo(answer.path("acknowledgedAt").asString());
  }

  @Test
  void takesTheFirstExitOrderForTheAnswerToAClose() {
    UUID id =
        issue(
            "/api/v1/control/close-all",
            """
            {"reason":"out of BTC","confirm":true,"exchange":"kraken","symbol":"BTC/USD"}
            """);

    gateway.publish(exit(id));

    JsonNode command = awaitAcknowledged(id);
    assertThat(command.path("symbol").asString()).isEqualTo("BTC/USD");
    assertThat(command.at("/acknowledgements/0/state").asString()).isEqualTo("CLOSING");
  }

  @Test
  void tellsADenialForTheAnswerToACloseThatCannotBe() {
    UUID id =
        issue(
            "/api/v1/control/close",
            "{\"reason\":\"out\",\"confirm\":true,\"positionId\":\"%s\"}"
                .formatted(Ids.of("position", "one")));

    gateway.publish(denied(id));

    JsonNode command = awaitAcknowledged(id);
    assertThat(command.path("positionId").asString())
        .isEqualTo(Ids.of("position", "one").toString());
    assertThat(command.at("/acknowledgements/0/state").asString()).isEqualTo("DENIED");
    assertThat(command.at("/acknowledgements/0/detail").asString()).isEqualTo("HALTED");
  }

  @Test
  void showsEachServicesAnswerAndWhoHasNotAnswered() {
    UUID id = issue("/api/v1/control/reload", CONFIRMED);
    JsonNode waiting = gateway.json("/api/v1/control/commands/" + id).path("waitingFor");
    assertThat(waiting.valueStream())
        .extracting(one -> one.path("service").asString())
        .containsExactly(
            "ingestor-service",
            "backfiller-service",
            "scanner-service",
            "position-service",
            "execution-service",
            "ml-service",
            "backtester-service");

    gateway.publish(
        answer(id, TidemarkService.INGESTOR, "NOTHING_TO_DO"),
        answer(id, TidemarkService.INGESTOR, "CHANGED_ITS_MIND"));
    JsonNode heard =
        await()
            .atMost(RunningGateway.PATIENCE)
            .until(
                () -> gateway.json("/api/v1/control/commands/" + id),
                one -> !one.path("acknowledgements").isEmpty());

    assertThat(heard.path("state").asString())
        .as("the ingestor does not carry it out")
        .isEqualTo("ISSUED");
    assertThat(heard.at("/acknowledgements/0/state").asString()).isEqualTo("NOTHING_TO_DO");
    assertThat(heard.at("/acknowledgements/0/milliseconds").asLong()).isBetween(0L, 60_000L);
    assertThat(heard.path("waitingFor").valueStream())
        .extracting(one -> one.path("service").asString())
        .hasSize(6)
        .doesNotContain("ingestor-service");
    gateway.publish(answer(id, TidemarkService.SCANNER, "RELOADED"));
    assertThat(awaitAcknowledged(id).path("acknowledgements").size()).isEqualTo(2);
  }

  @Test
  void namesAServiceThatIsAwayWithinFiveSeconds() {
    StandIn ml = gateway.service(TidemarkService.ML);
    UUID id = issue("/api/v1/control/reload", CONFIRMED);
    await().atMost(RunningGateway.PATIENCE).until(() -> health(id, "ml-service").equals("UP"));

    ml.goAway();

    await().atMost(Duration.ofSeconds(5)).until(() -> health(id, "ml-service").equals("DOWN"));
    ml.comeBack();
  }

  private static String health(UUID command, String service) {
    return gateway
        .json("/api/v1/control/commands/" + command)
        .path("waitingFor")
        .valueStream()
        .filter(one -> one.path("service").asString().equals(service))
        .map(one -> one.path("health").asString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void allowsTheNextEntryForAWhileAndScalesSizesByWhatIsGiven() {
    JsonNode unconfirmed =
        RunningGateway.json(
            gateway.post("/api/v1/control/allow-next", "{\"reason\":\"just this one\"}"));
    assertThat(unconfirmed.path("status").asInt()).isEqualTo(409);
    assertThat(unconfirmed.path("detail").asString())
        .contains("one only, within 15 minutes", "It passes no halt and no limit");
    UUID allowed =
        issue("/api/v1/control/allow-next", "{\"reason\":\"just this one\",\"confirm\":true}");
    UUID scaled =
        issue(
            "/api/v1/control/size-scale",
            "{\"reason\":\"careful\",\"confirm\":true,\"factor\":\"0.5\"}");

    List<ControlCommand> commands =
        await()
            .atMost(RunningGateway.PATIENCE)
            .until(
                () -> told().stream().filter(one -> isOneOf(one, allowed, scaled)).toList(),
                found -> found.size() == 2);

    ControlCommand allow = commands.getFirst();
    assertThat(allow.action()).isEqualTo(ControlCommand.Action.ALLOW_NEXT);
    assertThat(allow.until()).isEqualTo(allow.eventTime().plus(Duration.ofMinutes(15)));
    assertThat(commands.getLast().factor()).isEqualByComparingTo("0.5");
    assertThat(gateway.json("/api/v1/control/commands/" + scaled).path("factor").asString())
        .isEqualTo("0.5");
  }

  private static boolean isOneOf(ControlCommand command, UUID one, UUID other) {
    return command.commandId().equals(one) || command.commandId().equals(other);
  }

  @Test
  void refusesWhatACommandCannotBeFor() {
    assertRefused("size-scale", "\"factor\":\"1.5\"", "factor must be from 0 to 1, was 1.5");
    assertRefused("size-scale", "\"factor\":\"-0.1\"", "factor must be from 0 to 1");
    assertRefused("size-scale", "\"exchange\":null", "factor is missing");
    assertRefused("pause", "\"factor\":\"0.5\"", "factor is for size-scale alone");
    assertRefused("close", "\"exchange\":null", "close needs a positionId");
    assertRefused(
        "pause", "\"positionId\":\"%s\"".formatted(Ids.of("position", "one")), "by itself");
    assertRefused(
        "reload", "\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\"", "for the whole suite");
  }

  private static void assertRefused(String command, String further, String detail) {
    HttpResponse<String> answer =
        gateway.post(
            "/api/v1/control/" + command,
            "{\"reason\":\"x\",\"confirm\":true,%s}".formatted(further));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningGateway.json(answer).path("detail").asString()).contains(detail);
  }

  @Test
  void recordsCommandsAndRefusals() {
    UUID id = issue("/api/v1/control/resume", "{\"reason\":\"audited\",\"confirm\":true}");
    assertThat(gateway.post("/api/v1/control/pause", "{\"reason\":").statusCode()).isEqualTo(400);
    assertThat(gateway.post("/api/v1/control/dance", CONFIRMED).statusCode()).isEqualTo(404);
    assertThat(gateway.post("/api/v1/control/pause", "{\"confirm\":true}").statusCode())
        .isEqualTo(400);

    JsonNode done =
        gateway.json("/api/v1/audit?action=RESUME&outcome=ACCEPTED").path("items").get(0);
    assertThat(done.path("commandId").asString()).isEqualTo(id.toString());
    assertThat(done.path("detail").asString()).isEqualTo("audited");
    assertThat(done.path("actor").asString()).isEqualTo("key");
    assertThat(done.path("address").asString()).isEqualTo("127.0.0.1");
    await()
        .atMost(RunningGateway.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        gateway.json("/api/v1/audit?outcome=REFUSED").path("items").valueStream())
                    .extracting(
                        one -> one.path("target").asString() + " " + one.path("status").asInt())
                    .contains("/api/v1/control/pause 400", "/api/v1/control/dance 404"));
    assertThat(gateway.get("/api/v1/audit?outcome=PERHAPS").statusCode()).isEqualTo(400);
  }

  private static UUID issue(String path, String body) {
    HttpResponse<String> answer = gateway.post(path, body);
    assertThat(answer.statusCode()).isEqualTo(202);
    return UUID.fromString(RunningGateway.json(answer).path("commandId").asString());
  }

  private static JsonNode awaitAcknowledged(UUID id) {
    return await()
        .atMost(RunningGateway.PATIENCE)
        .until(
            () -> gateway.json("/api/v1/control/commands/" + id),
            one -> one.path("state").asString().equals("ACKNOWLEDGED"));
  }

  private static RiskStateChanged risk(UUID command, String reason) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new RiskStateChanged(
        gateway.account(),
        gateway.account(),
        TradingState.HALTED,
        Money.of("100", "USD"),
        Money.zero("USD"),
        Money.zero("USD"),
        Money.zero("USD"),
        0,
        reason,
        command,
        now,
        now,
        now);
  }

  private static PlaceOrder exit(UUID cause) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new PlaceOrder(
        Ids.of("order", cause),
        gateway.account(),
        gateway.account(),
        InstrumentId.of("kraken", "BTC/USD"),
        "s",
        Ids.of("position", cause),
        cause,
        OrderPurpose.EXIT,
        Side.SELL,
        OrderType.MARKET,
        Quantity.of("1"),
        null,
        null,
        false,
        TimeInForce.GTC,
        "closed by hand",
        Price.of("100"),
        now,
        now);
  }

  private static ControlAcknowledged answer(UUID command, TidemarkService service, String state) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new ControlAcknowledged(
        command, service.serviceName(), gateway.account(), state, "in words", now, now, now);
  }

  private static OrderDenied denied(UUID cause) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new OrderDenied(
        Ids.of("denial", cause),
        gateway.account(),
        gateway.account(),
        InstrumentId.of("kraken", "BTC/USD"),
        "s",
        cause,
        DenialReason.HALTED,
        Map.of(),
        now,
        now);
  }

  /** Commands to this gateway's account that are on the topic now. */
  private static List<ControlCommand> told() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", TestInfrastructure.shared().kafkaBootstrapServers());
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(number -> new TopicPartition(Topic.CONTROL_COMMAND.topicName(), number))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      List<ControlCommand> commands = new ArrayList<>();
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                message -> {
                  if (EventCodec.decode(message.value()) instanceof ControlCommand command
                      && gateway.account().equals(command.account())) {
                    commands.add(command);
                  }
                });
      }
      return commands;
    }
  }
}
