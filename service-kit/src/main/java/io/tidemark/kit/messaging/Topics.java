package io.tidemark.kit.messaging;

import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the registry where they are missing. */
public final class Topics {

  private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(365);
  private static final long TIMEOUT_SECONDS = 30;

  private Topics() {}

  /**
   * Creates what is missing, dead letter topics included, and returns once every leader accepts
   * records: an idempotent producer that sends earlier can have its first batch refused and the
   * next accepted, and then loses the first.
   *
   * @throws IllegalStateException if the broker does not answer
   */
  public static void create(String bootstrapServers) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      List<NewTopic> declared = declared();
      createMissing(admin, declared);
      admin.listOffsets(partitions(declared)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw unavailable(bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(bootstrapServers, e);
    }
  }

  /** Another service may create the same topics at the same time. */
  private static void createMissing(Admin admin, List<NewTopic> declared)
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    List<NewTopic> missing =
        declared.stream().filter(topic -> !existing.contains(topic.name())).toList();
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        created.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static Map<TopicPartition, OffsetSpec> partitions(List<NewTopic> topics) {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int number = 0; number < topic.numPartitions(); number++) {
        partitions.put(new TopicPartition(topic.name(), number), OffsetSpec.latest());
      }
    }
    return partitions;
  }

  private static List<NewTopic> declared() {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topics.add(topic(topic.topicName(), Topic.PARTITIONS, topic.retention()));
      topics.add(topic(topic.deadLetterName(), 1, DEAD_LETTER_RETENTION));
    }
    return topics;
  }

  private static NewTopic topic(String name, int partitions, Duration retention) {
    return new NewTopic(name, partitions, (short) -1)
        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
  }

  private static IllegalStateException unavailable(String bootstrapServers, Exception cause) {
    return new IllegalStateException(
        "Kafka at %s cannot create the topics: %s; check that the broker runs there"
            .formatted(bootstrapServers, cause.getMessage()),
        cause);
  }
}
