package io.tidemark.launcher.faults;

import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.demo.SuiteClient;
import io.tidemark.launcher.demo.VenueLedger;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.ProcessServices;
import io.tidemark.launcher.suite.ServiceSettings;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.topic.Topic;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;

/** The execution service as a process, on a real Kafka, a real Postgres and the simulator. */
final class ExecutionUnderTest implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Instant OPENING = Instant.parse("2013-11-26T12:00:00Z");
  private static final BigDecimal CASH = BigDecimal.valueOf(1_000_000);
  private static final int SPEED = 10;

  private final TestInfrastructure servers = TestInfrastructure.shared();
  private final TestDatabase database = servers.newDatabase("states");
  private final SuitePorts ports = FreePorts.ofSuite();
  private final ExchangeSimulator venue;
  private final ProcessServices process;
  private final SuiteClient client;
  private final EventPublisher publisher;
  private final HttpClient http = HttpClient.newHttpClient();

  ExecutionUnderTest(Path logs) {
    venue =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withStart(OPENING)
                .withOpeningBalances(Map.of("USD", CASH))
                .withClock(new SimulatorSettings.ClockSettings(SPEED, true, Optional.empty())),
            InstantSource.system());
    process =
        ProcessServices.start(
            List.of(TidemarkService.EXECUTION),
            new ServiceSettings(properties()),
            ports,
            logs,
            started -> {});
    client = new SuiteClient(ports);
    publisher =
        new EventPublisher(
            new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.kafkaBootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer()));
    awaitReady();
  }

  private Map<String, String> properties() {
    String address = "127.0.0.1:" + venue.port();
    Map<String, String> properties = new HashMap<>();
    properties.put("tidemark.kafka.bootstrap-servers", servers.kafkaBootstrapServers());
    properties.put("spring.datasource.url", database.jdbcUrl());
    properties.put("spring.datasource.username", database.username());
    properties.put("spring.datasource.password", database.password());
    properties.put(
        "tidemark.config",
        Path.of(System.getProperty("tidemark.root"), "config", "tidemark.yaml").toString());
    properties.put("tidemark.run", "states");
    properties.put("tidemark.account", database.name());
    properties.put("tidemark.mode", "sandbox");
    properties.put("tidemark.clock", "http://%s/sim/v1/clock".formatted(address));
    properties.put("tidemark.exchange.rest-url", "http://" + address);
    properties.put("tidemark.exchange.websocket-url", "ws://" + address);
    properties.put("tidemark.execution.max-decision-age", "1h");
    properties.put("tidemark.execution.deadline", "60s");
    properties.put("KRAKEN_API_KEY", SimulatorSettings.DEMO_KEY.key());
    properties.put("KRAKEN_API_SECRET", SimulatorSettings.DEMO_KEY.secret());
    return properties;
  }

  TestDatabase database() {
    return database;
  }

  ExchangeSimulator venue() {
    return venue;
  }

  /** What the service says of its orders and fills. */
  SuiteClient client() {
    return client;
  }

  VenueLedger ledger() {
    return VenueLedger.of(
        Objects.requireNonNull(
            venue.ledger().accounts().get(SimulatorSettings.DEMO_KEY.key()), "the account"));
  }

  boolean isOpenAtVenue(UUID clientOrderId) {
    return Objects.requireNonNull(
            venue.ledger().accounts().get(SimulatorSettings.DEMO_KEY.key()), "the account")
        .openOrders()
        .stream()
        .anyMatch(order -> order.clOrdId().equals(Optional.of(clientOrderId.toString())));
  }

  void publish(Event event) {
    publisher.publishAndAwait(List.of(event));
  }

  /** The venue's public answer. */
  JsonNode ask(String path) {
    return Json.mapper()
        .readTree(send(HttpRequest.newBuilder(venueAddress("/0/public/" + path)).build()));
  }

  void disturb(KillPoint.Fault fault) {
    send(
        HttpRequest.newBuilder(venueAddress("/sim/v1/faults"))
            .POST(HttpRequest.BodyPublishers.ofString(fault.json()))
            .build());
  }

  /** Whether a fault of REST has struck. */
  boolean hasStruck() {
    String faults = send(HttpRequest.newBuilder(venueAddress("/sim/v1/faults")).build());
    for (JsonNode fault : Json.mapper().readTree(faults).path("faults")) {
      if (!fault.path("method").isNull() && fault.path("struck").asInt() > 0) {
        return true;
      }
    }
    return false;
  }

  void endFaults() {
    send(HttpRequest.newBuilder(venueAddress("/sim/v1/faults")).DELETE().build());
  }

  /** Kills the process and takes it out of its group, where it would be missed for ten seconds. */
  void kill() {
    process.kill(TidemarkService.EXECUTION);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) servers.kafkaBootstrapServers()))) {
      admin
          .removeMembersFromConsumerGroup(
              TidemarkService.EXECUTION.serviceName(), new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the group does not let the killed member go", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  void restart() {
    process.restart(TidemarkService.EXECUTION);
    awaitReady();
  }

  /** The states told of an order, by their sequence, however often each was published. */
  SortedMap<Long, String> told(UUID clientOrderId) {
    SortedMap<Long, String> told = new TreeMap<>();
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.PARTITIONS)
            .mapToObj(number -> new TopicPartition(Topic.ORDER.topicName(), number))
            .toList();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
          OrderReport report = (OrderReport) EventCodec.decode(message.value());
          if (report instanceof OrderChanged changed
              && changed.clientOrderId().equals(clientOrderId)) {
            told.merge(
                changed.sequence(),
                changed.status().name(),
                (before, again) -> before.equals(again) ? before : before + " and " + again);
          }
        }
      }
    }
    return told;
  }

  private void awaitReady() {
    await().atMost(PATIENCE).until(() -> !client.notReady().contains(TidemarkService.EXECUTION));
  }

  private URI venueAddress(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(venue.port(), path));
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw new IllegalStateException(response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("the venue does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> open = new ArrayList<>(List.of(publisher, client, process, venue, http));
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot be closed: " + each, e);
      }
    }
  }
}
