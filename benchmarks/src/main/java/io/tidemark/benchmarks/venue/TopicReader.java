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

/**
 * Reads topics from their end on, on a thread of its own. The broker dates each message when it
 * takes it in, to the millisecond, on the clock that this JVM has too.
 */
public final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final Consumer<ConsumerRecord<String, byte[]>> action;
  private final AtomicBoolean reading = new AtomicBoolean(true);
  private final Thread thread;

  /**
   * Begins at the topics' ends.
   *
   * @param action given every message, by the reader's thread
   */
  public TopicReader(
      String kafka, List<Topic> topics, Consumer<ConsumerRecord<String, byte[]>> action)
      throws InterruptedException, ExecutionException {
    this.action = action;
    dateOnArrival(kafka, topics);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = Thread.ofPlatform().name("topic-reader").start(this::read);
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

  private void read() {
    while (reading.get()) {
      consumer.poll(Duration.ofMillis(100)).forEach(action);
    }
  }

  @Override
  public void close() throws InterruptedException {
    reading.set(false);
    thread.join();
    consumer.close();
  }
}
