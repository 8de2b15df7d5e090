package io.tidemark.kit.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Handles polls while this consumer is a member of its group in good standing, and at no other
 * time.
 *
 * <p>Under cooperative rebalancing a consumer gets messages of what it keeps while it waits to join
 * again. One that handled them then could be late with its part of the rebalance and be put out of
 * the group, and go on beside the one who got its partitions. So before each poll is handled, the
 * offset that it begins at is committed: the group takes commits of members in good standing only.
 * Until it does, the poll is held back. What was handled is committed here too, and of partitions
 * that were lost meanwhile nothing is.
 */
final class MemberListener
    implements BatchAcknowledgingConsumerAwareMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(MemberListener.class);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(2);

  private final BatchProcessor processor;
  private final EventHandler handler;
  private final Gathering gathering;

  private boolean holding;

  MemberListener(BatchProcessor processor, EventHandler handler, Gathering gathering) {
    this.processor = processor;
    this.handler = handler;
    this.gathering = gathering;
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<String, byte[]>> messages,
      @Nullable Acknowledgment acknowledgment,
      @Nullable Consumer<?, ?> reader) {
    Consumer<?, ?> consumer = Objects.requireNonNull(reader, "the listener's consumer");
    List<ConsumerRecord<String, byte[]>> gathered = new ArrayList<>(messages);
    try {
      gather(gathered, consumer);
      handle(gathered, consumer);
    } catch (RuntimeException e) {
      giveBack(gathered.subList(messages.size(), gathered.size()), consumer);
      throw e;
    }
  }

  private void handle(List<ConsumerRecord<String, byte[]>> messages, Consumer<?, ?> consumer) {
    List<ConsumerRecord<String, byte[]>> own = awaitMembership(messages, consumer);
    if (!own.isEmpty()) {
      processor.process(own);
      if (!commit(consumer, ends(own))) {
        LOG.info("event=offsets_not_committed then=\"what was handled is delivered again\"");
      }
    }
  }

  /** Adds what comes while the messages wait for others. */
  @SuppressWarnings("unchecked") // the container's consumer reads these types
  private void gather(List<ConsumerRecord<String, byte[]>> messages, Consumer<?, ?> consumer) {
    long began = System.nanoTime();
    try {
      while (gathering.goesOn(messages, Duration.ofNanos(System.nanoTime() - began))) {
        ((Consumer<String, byte[]>) consumer).poll(PAUSE).forEach(messages::add);
      }
    } catch (WakeupException e) {
      LOG.debug("event=gathering_ended cause=\"the consumer stops\"");
    }
  }

  /** Whoever tries again has the first poll only; the rest is polled anew. */
  private static void giveBack(
      List<ConsumerRecord<String, byte[]>> polled, Consumer<?, ?> consumer) {
    beginnings(polled)
        .forEach(
            (partition, offset) -> {
              if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset.offset());
              }
            });
  }

  /** There was nothing to poll for a while. */
  void idle() {
    handler.idle();
  }

  /** While a poll is held back, what is assigned stays silent too. */
  void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (holding) {
      consumer.pause(partitions);
    }
  }

  private List<ConsumerRecord<String, byte[]>> awaitMembership(
      List<ConsumerRecord<String, byte[]>> messages, Consumer<?, ?> consumer) {
    List<ConsumerRecord<String, byte[]>> own = owned(messages, consumer);
    if (own.isEmpty() || commit(consumer, beginnings(own))) {
      return own;
    }
    long deadline = System.nanoTime() + LONGEST_HOLD.toNanos();
    holding = true;
    consumer.pause(consumer.assignment());
    try {
      do {
        if (System.nanoTime() > deadline) {
          throw new KafkaException("the group does not take this consumer back");
        }
        giveBack(consumer.poll(PAUSE), consumer);
        own = owned(messages, consumer);
      } while (!own.isEmpty() && !commit(consumer, beginnings(own)));
      return own;
    } finally {
      holding = false;
      consumer.resume(consumer.assignment());
    }
  }

  /** Nothing should have come; what did comes again. */
  private static void giveBack(ConsumerRecords<?, ?> polled, Consumer<?, ?> consumer) {
    for (TopicPartition partition : polled.partitions()) {
      consumer.seek(partition, polled.records(partition).getFirst().offset());
    }
  }

  private static List<ConsumerRecord<String, byte[]>> owned(
      List<ConsumerRecord<String, byte[]>> messages, Consumer<?, ?> consumer) {
    return messages.stream()
        .filter(message -> consumer.assignment().contains(partition(message)))
        .toList();
  }

  /** Whether the group took it. */
  private static boolean commit(
      Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      consumer.commitSync(offsets);
      return true;
    } catch (CommitFailedException | RebalanceInProgressException e) {
      return false;
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> beginnings(
      List<ConsumerRecord<String, byte[]>> messages) {
    Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
    for (ConsumerRecord<String, byte[]> message : messages) {
      first.putIfAbsent(partition(message), new OffsetAndMetadata(message.offset()));
    }
    return first;
  }

  private static Map<TopicPartition, OffsetAndMetadata> ends(
      List<ConsumerRecord<String, byte[]>> messages) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (ConsumerRecord<String, byte[]> message : messages) {
      next.put(partition(message), new OffsetAndMetadata(message.offset() + 1));
    }
    return next;
  }

  private static TopicPartition partition(ConsumerRecord<String, byte[]> message) {
    return new TopicPartition(message.topic(), message.partition());
  }
}
