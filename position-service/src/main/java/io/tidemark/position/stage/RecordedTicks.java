package io.tidemark.position.stage;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.event.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * Reads stretches of partitions back from Kafka, without touching a group's offsets. The stretches
 * of a partition are asked for in their order, so each is read on from the one before.
 */
final class RecordedTicks implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FETCH_WAIT_MILLIS = 20;

  /** Reading so many messages on is cheaper than seeking. */
  private static final long NEAR = 5_000;

  private final KafkaConnection kafka;
  private final Map<TopicPartition, Stretches> partitions = new HashMap<>();

  RecordedTicks(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /** What Kafka no longer keeps. */
  static final class GoneException extends Exception {

    private static final long serialVersionUID = 1L;

    GoneException(String message) {
      super(message);
    }
  }

  /**
   * The events between two offsets, both included; what cannot be read is left out, as live.
   *
   * @throws GoneException if Kafka no longer keeps all of them
   * @throws TransientDataAccessResourceException if it does not answer
   */
  List<Event> between(String topic, int partition, long from, long to) throws GoneException {
    TopicPartition asked = new TopicPartition(topic, partition);
    try {
      return partitions.computeIfAbsent(asked, Stretches::new).between(from, to);
    } catch (KafkaException e) {
      throw new TransientDataAccessResourceException(
          "what Kafka holds of %s cannot be read back: %s".formatted(asked, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    partitions.values().forEach(stretches -> stretches.consumer.close());
  }

  /** One partition, read forwards. */
  private final class Stretches {

    private final TopicPartition partition;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Deque<ConsumerRecord<String, byte[]>> read = new ArrayDeque<>();
    private final long first;
    private long position = -1;

    Stretches(TopicPartition partition) {
      this.partition = partition;
      this.consumer =
          kafka.consumer(
              Map.of(
                  ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                  FETCH_WAIT_MILLIS,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "none"));
      consumer.assign(List.of(partition));
      first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    List<Event> between(long from, long to) throws GoneException {
      if (from < first) {
        throw new GoneException(
            "Kafka no longer keeps offsets %d to %d of %s, only those from %d on"
                .formatted(from, to, partition, first));
      }
      comeTo(from);
      List<Event> events = new ArrayList<>();
      while (true) {
        ConsumerRecord<String, byte[]> next = read.peekFirst();
        if (next == null) {
          if (position > to) {
            return events;
          }
          readOn();
        } else if (next.offset() > to) {
          return events;
        } else {
          read.removeFirst();
          if (next.offset() >= from) {
            add(next.value(), events);
          }
        }
      }
    }

    private void comeTo(long from) {
      long at = read.isEmpty() ? position : read.getFirst().offset();
      boolean isPast = at > from;
      if (position < 0 || isPast || from - position > NEAR) {
        read.clear();
        consumer.seek(partition, from);
        position = from;
      }
    }

    private void readOn() throws GoneException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      long before = position;
      while (position == before) {
        consumer.poll(POLL).records(partition).forEach(read::addLast);
        position = consumer.position(partition);
        if (position == before && System.nanoTime() > deadline) {
          throw new GoneException(
              "Kafka holds nothing at offset %d of %s".formatted(position, partition));
        }
      }
    }

    private static void add(byte[] message, List<Event> events) {
      try {
        events.add(EventCodec.decode(message));
      } catch (EventCodec.UnreadableEventException _) {
        return;
      }
    }
  }
}
