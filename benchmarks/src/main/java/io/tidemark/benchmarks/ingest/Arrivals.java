package io.tidemark.benchmarks.ingest;

import io.tidemark.benchmarks.venue.Delays;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Reads the market's topics and notes how long after the venue's time stamp the broker took each
 * message in. The broker dates messages to the millisecond, on the clock that this JVM has too.
 */
final class Arrivals implements AutoCloseable {

  private static final List<Topic> TOPICS =
      List.of(Topic.MARKET_TRADE, Topic.MARKET_TICKER, Topic.MARKET_BOOK, Topic.MARKET_BAR);

  private final KafkaConsumer<String, byte[]> consumer;
  private final AtomicBoolean reading = new AtomicBoolean(true);
  private final Thread thread;
  private final Map<Topic, Long> counts = new EnumMap<>(Topic.class);
  private final Map<Topic, Delays> delays = new EnumMap<>(Topic.class);
  private Duration offset = Duration.ZERO;
  private boolean measuring;

  Arrivals(String kafka) throws Exception {
    dateOnArrival(kafka);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        TOPICS.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = Thread.ofPlatform().name("arrivals").start(this::read);
  }

  private static void dateOnArrival(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      AlterConfigOp dated =
          new AlterConfigOp(
              new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
              AlterConfigOp.OpType.SET);
      Map<ConfigResource, java.util.Collection<AlterConfigOp>> changes = new java.util.HashMap<>();
      TOPICS.forEach(
          topic ->
              changes.put(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                  List.of(dated)));
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private void read() {
    while (reading.get()) {
      for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
        note(message);
      }
    }
  }

  private synchronized void note(ConsumerRecord<String, byte[]> message) {
    if (!measuring) {
      return;
    }
    Topic topic = Topic.named(message.topic());
    counts.merge(topic, 1L, Long::sum);
    Event event = EventCodec.decode(message.value());
    if (event instanceof MarketTrade || event instanceof OrderBook) {
      long sent = event.eventTime().plus(offset).toEpochMilli();
      delays.computeIfAbsent(topic, each -> new Delays()).add(message.timestamp() - sent);
    }
  }

  /**
   * Forgets what was noted and begins.
   *
   * @param clockOffset how much later this machine's clock is than the venue's
   */
  synchronized void measure(Duration clockOffset) {
    offset = clockOffset;
    counts.clear();
    delays.clear();
    measuring = true;
  }

  /** Messages noted of a topic. */
  synchronized long count(Topic topic) {
    return counts.getOrDefault(topic, 0L);
  }

  /** How long messages of a topic took. */
  synchronized Delays delays(Topic topic) {
    return delays.getOrDefault(topic, new Delays());
  }

  @Override
  public void close() throws InterruptedException {
    reading.set(false);
    thread.join();
    consumer.close();
  }
}
