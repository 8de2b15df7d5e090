package io.tidemark.launcher.faults;

import io.tidemark.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads what the suite has set aside. */
final class DeadLetters {

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
    TopicContents.read(
        bootstrapServers,
        partitions,
        letter -> {
          if (!poison.contains(new String(letter.value(), StandardCharsets.UTF_8))) {
            unexpected.add(words(letter));
          }
        });
    return unexpected;
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
