package io.tidemark.operator.live;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the market and the decisions from now on, outside of any group. What comes often (trades,
 * tops of books, books) it reads while somebody looks only.
 */
final class MarketFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MarketFollower.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Set<Topic> ALWAYS = EnumSet.of(Topic.MARKET_BAR, Topic.STRATEGY_DECISION);
  private static final Set<Topic> WHILE_WATCHED =
      EnumSet.of(Topic.MARKET_TICKER, Topic.MARKET_TRADE, Topic.MARKET_BOOK);

  private final KafkaConnection kafka;
  private final MarketBoard board;
  private final BooleanSupplier watched;
  private final Thread thread;
  private volatile boolean running = true;

  MarketFollower(KafkaConnection kafka, MarketBoard board, BooleanSupplier watched) {
    this.kafka = kafka;
    this.board = board;
    this.watched = watched;
    this.thread = Thread.ofPlatform().daemon().name("market-follower").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
    try {
      thread.join(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (running) {
      try (KafkaConsumer<String, byte[]> consumer = open()) {
        follow(consumer);
      } catch (InterruptException _) {
        return;
      } catch (KafkaException e) {
        LOG.warn("event=market_not_followed then=\"tried again\" cause=\"{}\"", e.getMessage());
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<String, byte[]> consumer) {
    Boolean all = null;
    while (running) {
      boolean wanted = watched.getAsBoolean();
      if (all == null || wanted != all) {
        assign(consumer, wanted, all);
        all = wanted;
      }
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        hear(message);
      }
    }
  }

  private static void assign(
      KafkaConsumer<String, byte[]> consumer, boolean all, @Nullable Boolean before) {
    List<TopicPartition> often = partitions(WHILE_WATCHED);
    List<TopicPartition> assigned = new ArrayList<>(partitions(ALWAYS));
    if (all) {
      assigned.addAll(often);
    }
    consumer.assign(assigned);
    if (before == null) {
      consumer.seekToEnd(assigned);
    } else if (all) {
      consumer.seekToEnd(often);
    }
  }

  private static List<TopicPartition> partitions(Set<Topic> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : topics) {
      for (int number = 0; number < Topic.PARTITIONS; number++) {
        partitions.add(new TopicPartition(topic.topicName(), number));
      }
    }
    return partitions;
  }

  private void hear(ConsumerRecord<String, byte[]> message) {
    try {
      board.hear(EventCodec.decode(message.value()));
    } catch (EventCodec.UnreadableEventException e) {
      // Those that must act on it set it aside; here it is a picture that stays as it was.
      LOG.debug("event=message_not_shown topic={} cause=\"{}\"", message.topic(), e.getMessage());
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private KafkaConsumer<String, byte[]> open() {
    return kafka.consumer(
        Map.of(
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            200,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest"));
  }
}
