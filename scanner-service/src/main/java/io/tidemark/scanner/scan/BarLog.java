package io.tidemark.scanner.scan;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/** Reads closed bars that Kafka has delivered before, without touching the group's offsets. */
@Component
final class BarLog {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;

  BarLog(@Value("${tidemark.kafka.bootstrap-servers}") String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Takes bars with their offset. */
  @FunctionalInterface
  interface BarReader {
    void read(long offset, BarsClosed bars);
  }

  /**
   * The offsets a partition holds.
   *
   * @param first the oldest that is kept
   * @param end after the newest
   */
  record Kept(long first, long end) {}

  /**
   * What a partition holds now.
   *
   * @throws TransientDataAccessResourceException if Kafka does not answer
   */
  Kept kept(int partition) {
    TopicPartition bars = bars(partition);
    return withConsumer(
        consumer ->
            new Kept(
                consumer.beginningOffsets(List.of(bars)).getOrDefault(bars, 0L),
                consumer.endOffsets(List.of(bars)).getOrDefault(bars, 0L)));
  }

  /**
   * Reads a span of offsets. What is no message of bars was set aside when it was first delivered,
   * and is passed over.
   *
   * @param end excluded
   * @throws TransientDataAccessResourceException if Kafka does not answer
   */
  void read(int partition, long first, long end, BarReader reader) {
    TopicPartition bars = bars(partition);
    withConsumer(
        consumer -> {
          consumer.assign(List.of(bars));
          consumer.seek(bars, first);
          long before = first;
          long deadline = System.nanoTime() + PATIENCE.toNanos();
          while (before < end) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
              if (message.offset() < end) {
                read(message, reader);
              }
            }
            long position = consumer.position(bars);
            if (position > before) {
              deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
              throw new KafkaException("no progress at offset " + position);
            }
            before = position;
          }
          return before;
        });
  }

  private static void read(ConsumerRecord<String, byte[]> message, BarReader reader) {
    try {
      if (EventCodec.decode(message.value()) instanceof BarsClosed bars) {
        reader.read(message.offset(), bars);
      }
    } catch (EventCodec.UnreadableEventException _) {
      // Set aside when it was first delivered.
    }
  }

  private <T> T withConsumer(Function<KafkaConsumer<String, byte[]>, T> action) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      return action.apply(consumer);
    } catch (KafkaException e) {
      throw new TransientDataAccessResourceException(
          "bars cannot be read back from Kafka: " + e.getMessage(), e);
    }
  }

  private static TopicPartition bars(int partition) {
    return new TopicPartition(Topic.MARKET_BAR.topicName(), partition);
  }
}
