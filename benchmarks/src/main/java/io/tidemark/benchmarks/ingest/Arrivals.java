package io.tidemark.benchmarks.ingest;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
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
  private static final int LONGEST_MILLIS = 60_000;

  private final KafkaConsumer<String, byte[]> consumer;
  private final AtomicBoolean reading = new AtomicBoolean(true);
  private final Thread thread;
  private final Map<Topic, Long> counts = new EnumMap<>(Topic.class);
  private final long[] delays = new long[LONGEST_MILLIS + 1];
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
    counts.merge(Topic.named(message.topic()), 1L, Long::sum);
    Event event = EventCodec.decode(message.value());
    if (event instanceof MarketTrade || event instanceof OrderBook) {
      long sent = event.eventTime().plus(offset).toEpochMilli();
      long delay = Math.clamp(message.timestamp() - sent, 0, LONGEST_MILLIS);
      delays[(int) delay]++;
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
    Arrays.fill(delays, 0);
    measuring = true;
  }

  /** Messages noted of a topic. */
  synchronized long count(Topic topic) {
    return counts.getOrDefault(topic, 0L);
  }

  /**
   * The delay that this share of trades and books did not exceed, in milliseconds.
   *
   * @param share above 0 to 1
   */
  synchronized long delayMillis(double share) {
    long wanted = (long) Math.ceil(share * Arrays.stream(delays).sum());
    long passed = 0;
    for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
      passed += delays[millis];
      if (passed >= wanted) {
        return millis;
      }
    }
    return LONGEST_MILLIS;
  }

  @Override
  public void close() throws InterruptedException {
    reading.set(false);
    thread.join();
    consumer.close();
  }
}
