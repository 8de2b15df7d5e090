package io.tidemark.kit.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Handles the polls of a consumer whose offsets rule in Postgres, and tells Kafka how far it is.
 *
 * <p>Kafka's copy is for onlookers: lag metrics, and those who wait until everything was handled.
 * So nothing waits for it; but what Kafka did not take, because its coordinator was away, say, is
 * told again with the next poll, or when there is nothing to poll. Otherwise the lag of a quiet
 * topic would stay for ever. Lives on the consumer's thread.
 */
final class ToldOffsets implements BatchAcknowledgingConsumerAwareMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(ToldOffsets.class);

  private final BatchMessageListener<String, byte[]> processing;
  private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();

  /**
   * @param processing commits each poll and its offsets in Postgres, or throws
   */
  ToldOffsets(BatchMessageListener<String, byte[]> processing) {
    this.processing = processing;
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<String, byte[]>> messages,
      @Nullable Acknowledgment acknowledgment,
      @Nullable Consumer<?, ?> consumer) {
    processing.onMessage(messages);
    for (ConsumerRecord<String, byte[]> message : messages) {
      untold.put(
          new TopicPartition(message.topic(), message.partition()),
          new OffsetAndMetadata(message.offset() + 1));
    }
    tell(Objects.requireNonNull(consumer, "the listener's consumer"));
  }

  /**
   * Partitions came.
   *
   * @param next where Postgres says that each goes on; without those that were never read
   */
  void assigned(Consumer<?, ?> consumer, Map<TopicPartition, Long> next) {
    next.forEach((partition, offset) -> untold.put(partition, new OffsetAndMetadata(offset)));
    tell(consumer);
  }

  /** Partitions went: how far they are is for their next owner to tell. */
  void revoked(Collection<TopicPartition> partitions) {
    untold.keySet().removeAll(partitions);
  }

  /** Tells what Kafka did not take yet, if there is anything. */
  void tell(Consumer<?, ?> consumer) {
    if (untold.isEmpty()) {
      return;
    }
    consumer.commitAsync(
        Map.copyOf(untold),
        (offsets, failure) -> {
          if (failure == null) {
            offsets.forEach(untold::remove);
          } else {
            LOG.info("event=offsets_not_told then=\"told again\" cause=\"{}\"", failure.toString());
          }
        });
  }
}
