package io.tidemark.benchmarks.venue;

import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics from where their end was, as messages come or all together afterwards. The broker
 * dates each message when it takes it in, to the millisecond, on the clock that this JVM has too.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final AtomicBoolean reading = new AtomicBoolean(true);
  private @Nullable Thread thread;

  /** Begins at the topics' ends. */
  public TopicReader(String kafka, List<Topic> topics)
      throws InterruptedException, ExecutionException {
    dateOnArrival(kafka, topics);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        topics.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
            .toList();
    consumer.assign(partitions);
    beginHere();
  }

  /** Leaves out what the topics hold by now. */
  public void beginHere() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Gives every message to an action as it comes, on a thread of the reader's own. */
  public void follow(Consumer<ConsumerRecord<String, byte[]>> action) {
    thread =
        Thread.ofPlatform()
            .name("topic-reader")
            .start(
                () -> {
                  while (reading.get()) {
                    consumer.poll(POLL).forEach(action);
                  }
                });
  }

  /** Gives the messages to an action that the topics hold by now. */
  public void readAll(Consumer<ConsumerRecord<String, byte[]>> action) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(action);
    }
  }

  private static void dateOnArrival(String kafka, List<Topic> topics)
      throws InterruptedException, ExecutionException {
    AlterConfigOp dated =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
            AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .incrementalAlterConfigs(
              topics.stream()
                  .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()))
                  .collect(Collectors.toMap(Function.identity(), _ -> List.of(dated))))
          .all()
          .get();
    }
  }

  @Override
  public void close() throws InterruptedException {
    reading.set(false);
    Thread following = thread;
    if (following != null) {
      following.join();
    }
    consumer.close();
  }
}
