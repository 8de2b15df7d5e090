package io.tidemark.embedded;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Topics that accept records.
 *
 * <p>A broker names a new topic's leaders shortly before they accept records. An idempotent
 * producer that sends several batches in that moment can have the first refused and the second
 * accepted; the first is then out of order until its delivery times out, and is lost. So whoever
 * creates topics waits until the leaders answer before anyone sends.
 */
public final class Topics {

  private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(5);

  private Topics() {}

  /**
   * Creates the topics that do not exist and waits until all of them accept records.
   *
   * @throws EmbeddedServerException when the cluster refuses or the limit passes
   */
  public static void create(Admin admin, Collection<NewTopic> topics, Duration limit) {
    admin
        .createTopics(topics)
        .values()
        .forEach((name, created) -> awaitCreated(name, created, limit));
    Collection<String> names = topics.stream().map(NewTopic::name).toList();
    if (!Deadline.awaits(limit, () -> acceptRecords(admin, names))) {
      throw new EmbeddedServerException(
          "Topics do not accept records within %s: %s".formatted(limit, names));
    }
  }

  /** Whether every partition that the cluster has, internal ones included, accepts records now. */
  static boolean allAcceptRecords(Admin admin, Duration limit) {
    try {
      ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
      return !get(admin.describeCluster().nodes(), limit).isEmpty()
          && acceptRecords(admin, get(admin.listTopics(all).names(), limit));
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Asks each leader itself for its end offset. */
  private static boolean acceptRecords(Admin admin, Collection<String> topics) {
    try {
      var descriptions = get(admin.describeTopics(topics).allTopicNames(), ATTEMPT_LIMIT);
      Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
      for (TopicDescription topic : descriptions.values()) {
        for (int partition = 0; partition < topic.partitions().size(); partition++) {
          partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
      }
      return get(admin.listOffsets(partitions).all(), ATTEMPT_LIMIT).size() == partitions.size();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static void awaitCreated(String name, KafkaFuture<Void> created, Duration limit) {
    try {
      get(created, limit);
    } catch (TimeoutException e) {
      throw new EmbeddedServerException("Topic %s not created within %s".formatted(name, limit), e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new EmbeddedServerException(
            "Topic %s not created: %s".formatted(name, e.getMessage()), e);
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future, Duration limit)
      throws ExecutionException, TimeoutException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while waiting for Kafka", e);
    }
  }
}
