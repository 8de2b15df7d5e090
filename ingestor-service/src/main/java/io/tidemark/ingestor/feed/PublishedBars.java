package io.tidemark.ingestor.feed;

import io.tidemark.ingestor.store.BarPosition;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back which bars were published: after a crash Kafka knows more than the database. For one
 * thread, while the feeds start.
 */
final class PublishedBars implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedBars.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<String, byte[]> consumer;

  PublishedBars(KafkaConnection kafka) {
    consumer =
        kafka.consumer(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
  }

  /** Where the instrument's next message will be. */
  BarPosition end(InstrumentId instrument) {
    TopicPartition partition = partitionOf(instrument);
    return new BarPosition(partition.partition(), endOf(partition));
  }

  /** The instrument's messages from a place on, in the order published. */
  List<BarsClosed> since(InstrumentId instrument, BarPosition position) {
    TopicPartition partition = new TopicPartition(topic(), position.partition());
    long end = endOf(partition);
    List<BarsClosed> found = new ArrayList<>();
    if (position.offset() >= end) {
      return found;
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, position.offset());
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        if (instrument.key().equals(message.key())) {
          read(message, found);
        }
      }
    }
    return found;
  }

  private static void read(ConsumerRecord<String, byte[]> message, List<BarsClosed> found) {
    try {
      if (EventCodec.decode(message.value()) instanceof BarsClosed bars) {
        found.add(bars);
      }
    } catch (EventCodec.UnreadableEventException e) {
      LOG.warn(
          "event=message_skipped topic={} partition={} offset={} cause=\"{}\"",
          message.topic(),
          message.partition(),
          message.offset(),
          e.getMessage());
    }
  }

  private long endOf(TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** Where the producer puts the instrument's key. */
  private TopicPartition partitionOf(InstrumentId instrument) {
    int partitions = consumer.partitionsFor(topic()).size();
    byte[] key = instrument.key().getBytes(StandardCharsets.UTF_8);
    return new TopicPartition(topic(), Utils.toPositive(Utils.murmur2(key)) % partitions);
  }

  private static String topic() {
    return Topic.MARKET_BAR.topicName();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
