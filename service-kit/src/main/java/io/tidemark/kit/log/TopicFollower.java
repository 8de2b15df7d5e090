package io.tidemark.kit.log;

import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/** Follows partitions of a topic outside of any group, whenever it is asked to. For one thread. */
public final class TopicFollower implements AutoCloseable {

  private final KafkaConnection kafka;
  private final Topic topic;
  private final Consumer<ConsumerRecord<String, byte[]>> reader;
  private final Map<Integer, Long> positions = new TreeMap<>();

  private @Nullable KafkaConsumer<String, byte[]> consumer;

  /**
   * @param reader takes each message once, in the order of its partition
   */
  public TopicFollower(
      KafkaConnection kafka, Topic topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
    this.kafka = kafka;
    this.topic = topic;
    this.reader = reader;
  }

  /** Whether a partition is followed. */
  public boolean follows(int partition) {
    return positions.containsKey(partition);
  }

  /** The first offset of a followed partition that was not read yet. */
  public long position(int partition) {
    return positions.getOrDefault(partition, 0L);
  }

  /** Reads a partition from an offset on. */
  public void follow(int partition, long offset) {
    positions.put(partition, offset);
    close();
  }

  /**
   * Reads what has come.
   *
   * @param patience how long to wait where nothing has
   * @throws TransientDataAccessResourceException if Kafka does not answer
   */
  public void poll(Duration patience) {
    try {
      for (ConsumerRecord<String, byte[]> message : open().poll(patience)) {
        positions.put(message.partition(), message.offset() + 1);
        reader.accept(message);
      }
    } catch (KafkaException e) {
      close();
      throw new TransientDataAccessResourceException(
          "%s cannot be followed: %s".formatted(topic.topicName(), e.getMessage()), e);
    }
  }

  private KafkaConsumer<String, byte[]> open() {
    KafkaConsumer<String, byte[]> open = consumer;
    if (open == null) {
      open =
          kafka.consumer(
              Map.of(
                  ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                  50,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "earliest"));
      consumer = open;
      open.assign(positions.keySet().stream().map(this::partition).toList());
      for (Map.Entry<Integer, Long> position : positions.entrySet()) {
        open.seek(partition(position.getKey()), position.getValue());
      }
    }
    return open;
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic.topicName(), number);
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
