package io.tidemark.launcher.faults;

import io.tidemark.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the suite has set aside. */
final class DeadLetters {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String CAUSE = "dlt-cause";

  private DeadLetters() {}

  /**
   * Every dead letter that is not one of {@code poison}, with its place and cause.
   *
   * @throws IllegalStateException if they cannot be read to their end
   */
  static List<String> unexpected(String bootstrapServers, Set<String> poison) {
    List<TopicPartition> partitions =
        Arrays.stream(Topic.values())
            .map(topic -> new TopicPartition(topic.deadLetterName(), 0))
            .toList();
    List<String> unexpected = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "the dead letters cannot be read within %d s".formatted(LIMIT.toSeconds()));
        }
        for (ConsumerRecord<String, byte[]> letter : consumer.poll(POLL)) {
          if (!poison.contains(new String(letter.value(), StandardCharsets.UTF_8))) {
            unexpected.add(words(letter));
          }
        }
      }
    }
    return unexpected;
  }

  private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static String words(ConsumerRecord<String, byte[]> letter) {
    Header cause = letter.headers().lastHeader(CAUSE);
    return "%s@%d: %s"
        .formatted(
            letter.topic(),
            letter.offset(),
            cause == null ? "no cause" : new String(cause.value(), StandardCharsets.UTF_8));
  }
}
