package io.tidemark.scanner;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ConfigurationAccepted;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a test sends to Kafka, and what it finds there. */
final class KafkaTopics implements AutoCloseable {

  private final String bootstrapServers;
  private final EventPublisher publisher;

  KafkaTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    Topics.create(KafkaConnection.plain(bootstrapServers), TopicCopies.OF_THE_BROKERS);
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    publisher =
        new EventPublisher(
            new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
  }

  void publish(List<? extends Event> events) {
    publisher.publishAndAwait(events);
  }

  /** Everything published for a run until now, without the instants of observation. */
  Scanned of(String run) {
    Scanned scanned = new Scanned(new ArrayList<>(), new ArrayList<>());
    for (Event event : read(Topic.STRATEGY_DECISION)) {
      if (event instanceof ScanDecided decided && decided.run().equals(run)) {
        scanned.decisions().add(Scanned.unobserved(decided));
      }
    }
    for (Event event : read(Topic.STRATEGY_SIGNAL)) {
      if (event instanceof SignalRaised signal && signal.run().equals(run)) {
        scanned.signals().add(Scanned.unobserved(signal));
      }
    }
    return scanned;
  }

  /** The hashes of a strategy's configurations that were told, in order. */
  List<String> acceptedHashes(String strategy) {
    List<String> hashes = new ArrayList<>();
    for (Event event : read(Topic.CONTROL_CONFIG)) {
      if (event instanceof ConfigurationAccepted accepted && accepted.name().equals(strategy)) {
        hashes.add(accepted.configurationHash());
      }
    }
    return hashes;
  }

  /** What was answered to a command of the operator. */
  List<ControlAcknowledged> answers(UUID commandId) {
    List<ControlAcknowledged> answers = new ArrayList<>();
    for (Event event : read(Topic.CONTROL_COMMAND)) {
      if (event instanceof ControlAcknowledged answer && answer.commandId().equals(commandId)) {
        answers.add(answer);
      }
    }
    return answers;
  }

  private List<Event> read(Topic topic) {
    List<Event> events = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(message -> events.add(EventCodec.decode(message.value())));
      }
    }
    return events;
  }

  /** Forgets that a group, which must be at rest, has read the last bars of each partition. */
  void rewind(String group, int bars) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetAndMetadata> earlier = new HashMap<>();
      committed.forEach(
          (partition, offset) ->
              earlier.put(partition, new OffsetAndMetadata(Math.max(0, offset.offset() - bars))));
      admin.alterConsumerGroupOffsets(group, earlier).all().get();
    }
  }

  /** Deletes the bars before some from their partition, as their retention would. */
  void forgetBarsBefore(BarsClosed kept) throws ExecutionException, InterruptedException {
    try (KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      List<TopicPartition> partitions = partitions(Topic.MARKET_BAR);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
          if (EventCodec.decode(message.value()).equals(kept)) {
            before.put(
                new TopicPartition(message.topic(), message.partition()),
                RecordsToDelete.beforeOffset(message.offset()));
          }
        }
      }
      admin.deleteRecords(before).all().get();
    }
  }

  private static List<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, Topic.PARTITIONS)
        .mapToObj(number -> new TopicPartition(topic.topicName(), number))
        .toList();
  }

  @Override
  public void close() {
    publisher.close();
  }
}
