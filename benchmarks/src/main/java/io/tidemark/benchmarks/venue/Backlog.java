package io.tidemark.benchmarks.venue;

import io.tidemark.model.topic.Topic;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How many messages of a topic a consumer group has not applied and committed yet. */
public final class Backlog implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> partitions;

  public Backlog(String kafka, String group, Topic topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.GROUP_ID_CONFIG,
                group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        IntStream.range(0, Topic.PARTITIONS)
            .mapToObj(number -> new TopicPartition(topic.topicName(), number))
            .collect(Collectors.toSet());
  }

  /** What is left between the group's offsets and the ends. */
  public long messages() {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
    long behind = 0;
    for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(partitions).entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      behind += end.getValue() - (offset == null ? 0 : offset.offset());
    }
    return behind;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
