package io.tidemark.launcher.demo;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the suite's consumers are behind its topics. */
public final class ConsumerLag implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 10;

  /** Where the ml-service reads which models foretell. */
  private static final String MODELS = "TIDEMARK_ML_MODELS";

  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> ends;
  private final Map<TopicPartition, OffsetSpec> deadLetters;

  ConsumerLag(String bootstrapServers) {
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    ends = new HashMap<>();
    deadLetters = new HashMap<>();
    for (Topic topic : Topic.values()) {
      IntStream.range(0, Topic.PARTITIONS)
          .forEach(
              partition ->
                  ends.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest()));
      deadLetters.put(new TopicPartition(topic.deadLetterName(), 0), OffsetSpec.latest());
    }
  }

  /** The end of every partition of every topic. */
  public Map<TopicPartition, Long> ends() {
    return endsOf(ends);
  }

  /** The messages in all dead letter topics. */
  long deadLetters() {
    return endsOf(deadLetters).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The messages before {@code ends} that some consumer group has not committed. */
  public long behind(Map<TopicPartition, Long> ends) {
    long behind = 0;
    for (Map<TopicPartition, OffsetAndMetadata> group : committed()) {
      for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : group.entrySet()) {
        OffsetAndMetadata committed = offset.getValue();
        Long end = ends.get(offset.getKey());
        if (end != null && committed != null) {
          behind += Math.max(0, end - committed.offset());
        }
      }
    }
    return behind;
  }

  @Override
  public void close() {
    admin.close();
  }

  private List<Map<TopicPartition, OffsetAndMetadata>> committed() {
    return get(
        () -> {
          List<String> groups =
              admin.listGroups().all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                  .map(group -> group.groupId())
                  .filter(ConsumerLag::reads)
                  .toList();
          Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
          groups.forEach(group -> specs.put(group, new ListConsumerGroupOffsetsSpec()));
          return List.copyOf(
              admin
                  .listConsumerGroupOffsets(specs)
                  .all()
                  .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                  .values());
        });
  }

  /** Offsets of a run before are left of the ml-service, which reads bars only if it is told to. */
  private static boolean reads(String group) {
    return !group.equals(TidemarkService.ML.serviceName())
        || !System.getenv().getOrDefault(MODELS, "").isBlank();
  }

  private Map<TopicPartition, Long> endsOf(Map<TopicPartition, OffsetSpec> partitions) {
    return get(
        () -> {
          Map<TopicPartition, ListOffsetsResultInfo> found =
              admin.listOffsets(partitions).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
          Map<TopicPartition, Long> offsets = new HashMap<>();
          found.forEach((partition, info) -> offsets.put(partition, info.offset()));
          return offsets;
        });
  }

  private static <T> T get(KafkaCall<T> call) {
    try {
      return call.run();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka does not tell its offsets: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka for offsets", e);
    }
  }

  private interface KafkaCall<T> {
    T run() throws ExecutionException, TimeoutException, InterruptedException;
  }
}
