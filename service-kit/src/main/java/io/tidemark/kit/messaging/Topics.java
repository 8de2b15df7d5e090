package io.tidemark.kit.messaging;

import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
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
   * @throws ConfigurationException if Kafka lets nobody in who connects like this, or has too few
   *     brokers
   * @throws IllegalStateException if the broker does not answer
   */
  public static void create(KafkaConnection kafka, TopicCopies copies) {
    try (Admin admin = kafka.admin()) {
      List<NewTopic> declared = declared(copies);
      createMissing(admin, declared);
      admin.listOffsets(partitions(declared)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw failure(kafka, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(kafka, e);
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

  private static List<NewTopic> declared(TopicCopies copies) {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topics.add(topic(topic.topicName(), Topic.PARTITIONS, topic.retention(), copies));
      topics.add(topic(topic.deadLetterName(), 1, DEAD_LETTER_RETENTION, copies));
    }
    return topics;
  }

  private static NewTopic topic(
      String name, int partitions, Duration retention, TopicCopies copies) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    copies
        .minInSync()
        .ifPresent(
            least ->
                settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(least)));
    return new NewTopic(name, Optional.of(partitions), copies.factor()).configs(settings);
  }

  private static RuntimeException failure(KafkaConnection kafka, Exception failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof InvalidReplicationFactorException) {
      return new ConfigurationException(
          "%s has too few brokers for the copies of a topic (%s); start more, or set %s"
              .formatted(kafka, cause.getMessage(), TopicCopies.FACTOR));
    }
    return KafkaConnection.refusal(failure)
        .<RuntimeException>map(reason -> new ConfigurationException(kafka + ": " + reason))
        .orElseGet(() -> unavailable(kafka, failure));
  }

  private static IllegalStateException unavailable(KafkaConnection kafka, Exception cause) {
    return new IllegalStateException(
        "%s cannot create the topics: %s; check that a broker runs there and expects %s"
            .formatted(kafka, cause.getMessage(), kafka.protocol()),
        cause);
  }
}
