package io.tidemark.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.outbox.OutboxHeaders;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What a service with state may rely on, on a real Kafka and a real Postgres. */
class TransactionalConsumerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00Z");

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private ConfigurableApplicationContext service;
  private CountingService.Counter counter;
  private EventPublisher publisher;
  private String prefix;

  @BeforeEach
  void startTheService() {
    TestDatabase database = infrastructure.newDatabase("counting");
    prefix = database.name() + "-";
    service = start(database);
    counter = service.getBean(CountingService.Counter.class);
    publisher = service.getBean(EventPublisher.class);
  }

  @AfterEach
  void stopTheService() {
    service.close();
  }

  @Test
  void appliesEachEventOnceAndPublishesWhatItLedTo() {
    publisher.publishAndAwait(List.of(trade("a"), trade("b"), trade("c")));

    awaitCommands("a=1", "b=2", "c=3");
    assertThat(counter.count()).isEqualTo(3);
  }

  @Test
  void rollsBackStateOffsetsAndEventsTogetherAndTriesAgain() {
    counter.failuresToCome.set(2);

    publisher.publishAndAwait(List.of(trade("a"), trade("b")));

    awaitCommands("a=1", "b=2");
    assertThat(counter.resets).hasValueGreaterThanOrEqualTo(2);
    assertThat(counter.count()).isEqualTo(2);
  }

  @Test
  void setsAMessageThatCannotBeReadAsideAndGoesOn() {
    long before = deadLetters();

    EventPublisher.await(
        List.of(
            publisher.publish(trade("a")),
            publisher.send(
                new ProducerRecord<>(
                    Topic.MARKET_TRADE.topicName(),
                    trade("a").key(),
                    "{\"schema\":\"gossip\"}".getBytes(StandardCharsets.UTF_8))),
            publisher.publish(trade("b"))));

    awaitCommands("a=1", "b=2");
    assertThat(deadLetters()).isEqualTo(before + 1);
  }

  @Test
  void setsOnlyTheMessageThatCannotBeAppliedAside() {
    long before = deadLetters();
    counter.cannotApply.add(prefix + "b");

    publisher.publishAndAwait(List.of(trade("a"), trade("b"), trade("c")));

    awaitCommands("a=1", "c=2");
    assertThat(deadLetters()).isEqualTo(before + 1);
  }

  @Test
  void dropsWhatAProducerSentTwice() {
    EventPublisher.await(
        List.of(
            publisher.send(sequenced("a", 1)),
            publisher.send(sequenced("b", 2)),
            publisher.send(sequenced("a", 1)),
            publisher.send(sequenced("b", 2)),
            publisher.send(sequenced("c", 3))));

    awaitCommands("a=1", "b=2", "c=3");
    assertThat(counter.count()).isEqualTo(3);
  }

  @Test
  void tellsKafkaAgainHowFarItIsWhereKafkaForgot() throws Exception {
    publisher.publishAndAwait(List.of(trade("a")));
    awaitCommands("a=1");
    Map<TopicPartition, OffsetAndMetadata> told = awaitTold(offsets -> !offsets.isEmpty());
    String url = service.getEnvironment().getRequiredProperty("spring.datasource.url");
    service.close();
    try (Admin kafka = admin()) {
      kafka.deleteConsumerGroupOffsets(CountingService.GROUP, told.keySet()).all().get();
    }

    service =
        start(new TestDatabase("same", url, infrastructure.username(), infrastructure.password()));

    assertThat(awaitTold(offsets -> offsets.keySet().containsAll(told.keySet()))).isEqualTo(told);
  }

  @Test
  void goesOnWhereItStoppedAfterARestart() {
    publisher.publishAndAwait(List.of(trade("a")));
    awaitCommands("a=1");
    String url = service.getEnvironment().getRequiredProperty("spring.datasource.url");
    service.close();

    service =
        start(new TestDatabase("same", url, infrastructure.username(), infrastructure.password()));
    counter = service.getBean(CountingService.Counter.class);
    service.getBean(EventPublisher.class).publishAndAwait(List.of(trade("b")));

    awaitCommands("a=1", "b=2");
    assertThat(counter.count()).isEqualTo(2);
  }

  private ConfigurableApplicationContext start(TestDatabase database) {
    return ServiceApplication.builder(TidemarkService.ML, CountingService.class)
        .run(
            "--server.port=0",
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
  }

  private MarketTrade trade(String id) {
    return new MarketTrade(
        InstrumentId.of("kraken", "BTC/USD"),
        prefix + id,
        Price.of("770.1"),
        Quantity.of("1"),
        null,
        NOON,
        NOON);
  }

  private ProducerRecord<String, byte[]> sequenced(String id, int sequence) {
    MarketTrade trade = trade(id);
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(Topic.MARKET_TRADE.topicName(), trade.key(), EventCodec.encode(trade));
    header(message, OutboxHeaders.PRODUCER, prefix + "producer");
    header(message, OutboxHeaders.SEQUENCE, Integer.toString(sequence));
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Waits for exactly these commands of this test's trades, in order. */
  private void awaitCommands(String... expected) {
    List<String> wanted = Arrays.stream(expected).map(text -> prefix + text).toList();
    List<String> seen = new CopyOnWriteArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(number -> new TopicPartition(Topic.CONTROL_COMMAND.topicName(), number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(message -> seen.addAll(reasons(message.value())));
                assertThat(seen).containsExactlyElementsOf(wanted);
              });
    }
  }

  private List<String> reasons(byte[] message) {
    Event event = EventCodec.decode(message);
    List<String> reasons = new ArrayList<>();
    if (event instanceof ControlCommand command && command.reason().startsWith(prefix)) {
      reasons.add(command.reason());
    }
    return reasons;
  }

  private Map<TopicPartition, OffsetAndMetadata> awaitTold(
      Predicate<Map<TopicPartition, OffsetAndMetadata>> enough) {
    try (Admin kafka = admin()) {
      return await()
          .atMost(PATIENCE)
          .until(
              () ->
                  kafka
                      .listConsumerGroupOffsets(CountingService.GROUP)
                      .partitionsToOffsetAndMetadata()
                      .get(),
              enough);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", infrastructure.kafkaBootstrapServers()));
  }

  private long deadLetters() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      TopicPartition partition = new TopicPartition(Topic.MARKET_TRADE.deadLetterName(), 0);
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", infrastructure.kafkaBootstrapServers()),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
