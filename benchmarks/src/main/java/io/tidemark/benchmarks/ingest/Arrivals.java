package io.tidemark.benchmarks.ingest;

import io.tidemark.benchmarks.venue.Delays;
import io.tidemark.benchmarks.venue.TopicReader;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the market's topics and notes how long after the venue's time stamp the broker took each
 * message in.
 */
final class Arrivals implements AutoCloseable {

  private static final List<Topic> TOPICS =
      List.of(Topic.MARKET_TRADE, Topic.MARKET_TICKER, Topic.MARKET_BOOK, Topic.MARKET_BAR);

  private final TopicReader reader;
  private final Map<Topic, Long> counts = new EnumMap<>(Topic.class);
  private final Map<Topic, Delays> delays = new EnumMap<>(Topic.class);
  private Duration offset = Duration.ZERO;
  private boolean measuring;

  Arrivals(String kafka) throws InterruptedException, ExecutionException {
    reader = new TopicReader(kafka, TOPICS);
    reader.follow(this::note);
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
    reader.close();
  }
}
