package io.tidemark.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.log.PeerCloses;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** What the production profile is for: a broker may be lost, and nothing is with it. */
class ThreeBrokersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Instant NOON = Instant.parse("2013-11-25T12:00:00Z");

  @TempDir Path folder;

  @Test
  void losesNothingWithOneBrokerAndRefusesWithTwo() throws Exception {
    MockEnvironment production = new MockEnvironment();
    production.setActiveProfiles("production");
    try (ThreeBrokers cluster = ThreeBrokers.start(folder)) {
      KafkaConnection kafka = cluster.connection();
      refusesMoreCopiesThanBrokers(kafka);
      Topics.create(kafka, TopicCopies.of(production));
      assertThatEachMessageHasThreeCopies(kafka);
      try (Writer writer = new Writer(kafka)) {
        writer.awaitAcknowledged(200);

        cluster.kill(0);
        writer.awaitAcknowledged(200);

        cluster.kill(1);
        refuses(kafka);

        cluster.restart(1);
        writer.awaitAcknowledged(200);
        writer.stop();

        assertThat(read(kafka))
            .as("all that was acknowledged, once and in order")
            .isEqualTo(writer.acknowledged());
      }
    }
  }

  private static void refusesMoreCopiesThanBrokers(KafkaConnection kafka) {
    assertThatThrownBy(
            () -> Topics.create(kafka, new TopicCopies(Optional.of((short) 4), Optional.of(2))))
        .hasMessageContaining("too few brokers")
        .hasMessageContaining("TIDEMARK_KAFKA_REPLICATION_FACTOR");
  }

  private static void assertThatEachMessageHasThreeCopies(KafkaConnection kafka) throws Exception {
    List<String> names =
        List.of(Topic.ORDER_INTENT.topicName(), Topic.ORDER_INTENT.deadLetterName());
    try (Admin admin = kafka.admin()) {
      for (TopicDescription topic :
          admin.describeTopics(names).allTopicNames().get(30, TimeUnit.SECONDS).values()) {
        assertThat(topic.partitions())
            .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        assertThat(
                admin.describeConfigs(List.of(resource)).all().get(30, TimeUnit.SECONDS).values())
            .extracting(settings -> settings.get("min.insync.replicas").value())
            .containsExactly("2");
      }
    }
  }

  /** A producer that is as those of the services, and sooner at its wit's end. */
  private static void refuses(KafkaConnection kafka) {
    Map<String, Object> impatient =
        new HashMap<>(MessagingConfiguration.producerSettings("impatient"));
    impatient.put("request.timeout.ms", 3_000);
    impatient.put("delivery.timeout.ms", 6_000);
    impatient.put("max.block.ms", 6_000);
    try (EventPublisher publisher = new EventPublisher(kafka.producer(impatient))) {
      assertThatThrownBy(() -> publisher.publishAndAwait(List.of(trade("refused", "XRP/USD"))))
          .isInstanceOf(Exception.class);
    }
  }

  /** What lies on the partition that the writer writes to, by trade id. */
  private static List<String> read(KafkaConnection kafka) {
    TopicPartition partition = partition();
    List<String> ids = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        kafka.consumer(Map.of("auto.offset.reset", "earliest"))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        one -> ids.add(((MarketTrade) EventCodec.decode(one.value())).tradeId()));
                return consumer.position(partition) >= end;
              });
    }
    return ids.stream().filter(id -> id.startsWith("trade-")).toList();
  }

  private static TopicPartition partition() {
    return new TopicPartition(
        Topic.MARKET_TRADE.topicName(),
        PeerCloses.partitionOf(InstrumentId.of("kraken", "BTC/USD")));
  }

  private static MarketTrade trade(String id, String symbol) {
    return new MarketTrade(
        InstrumentId.of("kraken", symbol),
        id,
        Price.of("770.1"),
        Quantity.of("1"),
        null,
        NOON,
        NOON);
  }

  /** Writes one message after another, in the way of the services, until it is stopped. */
  private static final class Writer implements AutoCloseable {

    private final EventPublisher publisher;
    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    Writer(KafkaConnection kafka) {
      publisher =
          new EventPublisher(kafka.producer(MessagingConfiguration.producerSettings("writer")));
      thread = Thread.ofPlatform().name("writer").start(this::write);
    }

    private void write() {
      IntStream.iterate(0, number -> number + 1)
          .takeWhile(_ -> !stopped.get())
          .mapToObj(number -> "trade-" + number)
          .forEach(
              id -> {
                try {
                  publisher.publishAndAwait(List.of(trade(id, "BTC/USD")));
                  acknowledged.add(id);
                } catch (RuntimeException e) {
                  failures.add(e);
                  stopped.set(true);
                }
              });
    }

    void awaitAcknowledged(int more) {
      int wanted = acknowledged.size() + more;
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(failures).isEmpty();
                assertThat(acknowledged.size()).isGreaterThanOrEqualTo(wanted);
              });
    }

    List<String> acknowledged() {
      return List.copyOf(acknowledged);
    }

    void stop() throws InterruptedException {
      stopped.set(true);
      thread.join();
    }

    @Override
    public void close() throws InterruptedException {
      stop();
      publisher.close();
    }
  }
}
