package io.tidemark.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What Kafka is told when it takes offsets, when it does not, and when partitions go. */
class ToldOffsetsTest {

  private static final TopicPartition FIRST = new TopicPartition("tidemark.fill", 0);
  private static final TopicPartition SECOND = new TopicPartition("tidemark.fill", 1);

  private final Kafka kafka = new Kafka();
  private final List<String> handled = new ArrayList<>();
  private final ToldOffsets told =
      new ToldOffsets(poll -> poll.forEach(message -> handled.add(message.key())));

  @Test
  void tellsWhatKafkaDidNotTakeAgain() {
    kafka.takes = false;
    told.assigned(kafka, Map.of(FIRST, 7L, SECOND, 3L));

    kafka.takes = true;
    told.tell(kafka);

    assertThat(kafka.told)
        .containsExactly(Map.of(FIRST, at(7), SECOND, at(3)), Map.of(FIRST, at(7), SECOND, at(3)));
  }

  @Test
  void tellsWhereAPollEndedOnceItWasHandled() {
    told.onMessage(
        List.of(
            new ConsumerRecord<>(FIRST.topic(), 0, 7, "a", new byte[0]),
            new ConsumerRecord<>(FIRST.topic(), 0, 8, "b", new byte[0]),
            new ConsumerRecord<>(SECOND.topic(), 1, 3, "c", new byte[0])),
        null,
        kafka);

    assertThat(handled).containsExactly("a", "b", "c");
    assertThat(kafka.told).containsExactly(Map.of(FIRST, at(9), SECOND, at(4)));
  }

  @Test
  void tellsNothingTwiceThatKafkaTook() {
    told.assigned(kafka, Map.of(FIRST, 7L));

    told.tell(kafka);

    assertThat(kafka.told).containsExactly(Map.of(FIRST, at(7)));
  }

  @Test
  void saysNothingOfPartitionsThatWent() {
    kafka.takes = false;
    told.assigned(kafka, Map.of(FIRST, 7L, SECOND, 3L));

    told.revoked(List.of(FIRST));
    told.tell(kafka);

    assertThat(kafka.told).last().isEqualTo(Map.of(SECOND, at(3)));
  }

  private static OffsetAndMetadata at(long offset) {
    return new OffsetAndMetadata(offset);
  }

  /** Takes commits or refuses them, as a coordinator that moves would. */
  private static final class Kafka extends MockConsumer<String, byte[]> {

    final List<Map<TopicPartition, OffsetAndMetadata>> told = new ArrayList<>();
    boolean takes = true;

    Kafka() {
      super("earliest");
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      told.add(offsets);
      callback.onComplete(
          offsets, takes ? null : new RetriableCommitFailedException("the coordinator moves"));
    }
  }
}
