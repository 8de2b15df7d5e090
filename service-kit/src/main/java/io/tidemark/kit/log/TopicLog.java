package io.tidemark.kit.log;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.event.Event;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.TransientDataAccessResourceException;

/** Reads what Kafka has delivered or taken before, without touching a group's offsets. */
public final class TopicLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int FETCH_WAIT_MILLIS = 20;

  private final KafkaConnection kafka;

  private final Deque<KafkaConsumer<String, byte[]>> consumers = new ConcurrentLinkedDeque<>();

  /** Of the Kafka at an address. */
  public TopicLog(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /**
   * The offsets a partition holds.
   *
   * @param first the oldest that is kept
   * @param end after the newest
   */
  public record Kept(long first, long end) {}

  /**
   * What a partition holds now.
   *
   * @throws TransientDataAccessResourceException if Kafka does not answer
   */
  public Kept kept(Topic topic, int partition) {
    TopicPartition asked = new TopicPartition(topic.topicName(), partition);
    return withConsumer(
        open ->
            new Kept(
                open.beginningOffsets(List.of(asked)).getOrDefault(asked, 0L),
                open.endOffsets(List.of(asked)).getOrDefault(asked, 0L)));
  }

  /**
   * The offsets that a group goes on with, by partition; those it never committed are absent.
   *
   * @throws TransientDataAccessResourceException if Kafka does not answer
   */
  public Map<Integer, Long> committed(String group, Topic topic) {
    Set<TopicPartition> asked = new HashSet<>();
    for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
      asked.add(new TopicPartition(topic.topicName(), partition));
    }
    Map<Integer, Long> offsets = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> reader =
        open(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group))) {
      reader
          .committed(asked)
          .forEach(
              (partition, committed) -> {
                if (committed != null) {
                  offsets.put(partition.partition(), committed.offset());
                }
              });
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    return offsets;
  }

  /**
   * Reads a span of offsets.
   *
   * @param end excluded
   * @throws TransientDataAccessResourceException if Kafka does not answer
   */
  public void read(
      Topic topic,
      int partition,
      long first,
      long end,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    TopicPartition read = new TopicPartition(topic.topicName(), partition);
    withConsumer(
        open -> {
          open.assign(List.of(read));
          open.seek(read, first);
          long before = first;
          long deadline = System.nanoTime() + PATIENCE.toNanos();
          while (before < end) {
            for (ConsumerRecord<String, byte[]> message : open.poll(POLL)) {
              if (message.offset() < end) {
                reader.accept(message);
              }
            }
            long position = open.position(read);
            if (position > before) {
              deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
              throw new KafkaException("no progress at offset " + position);
            }
            before = position;
          }
          open.unsubscribe();
          return before;
        });
  }

  /** The event in a message; empty if it is none of type {@code type} that can be read. */
  public static <E extends Event> Optional<E> event(byte[] message, Class<E> type) {
    try {
      Event event = EventCodec.decode(message);
      return type.isInstance(event) ? Optional.of(type.cast(event)) : Optional.empty();
    } catch (EventCodec.UnreadableEventException _) {
      return Optional.empty();
    }
  }

  /** While one reads, what it reads may lead to another reading. */
  private <T> T withConsumer(Function<KafkaConsumer<String, byte[]>, T> action) {
    KafkaConsumer<String, byte[]> idle = consumers.poll();
    KafkaConsumer<String, byte[]> consumer = idle == null ? open() : idle;
    try {
      T result = action.apply(consumer);
      consumers.push(consumer);
      return result;
    } catch (KafkaException e) {
      consumer.close();
      throw unreadable(e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static TransientDataAccessResourceException unreadable(KafkaException cause) {
    return new TransientDataAccessResourceException(
        "what Kafka holds cannot be read back: " + cause.getMessage(), cause);
  }

  private KafkaConsumer<String, byte[]> open() {
    return open(Map.of());
  }

  private KafkaConsumer<String, byte[]> open(Map<String, Object> further) {
    Map<String, Object> settings = new HashMap<>(further);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return kafka.consumer(settings);
  }

  @Override
  public void close() {
    for (KafkaConsumer<String, byte[]> one = consumers.poll();
        one != null;
        one = consumers.poll()) {
      one.close();
    }
  }
}
