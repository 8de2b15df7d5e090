package io.tidemark.launcher.demo;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.Bar;
import io.tidemark.model.Money;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.topic.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the suite's topics hold since the replay began, each thing once however often it was
 * published.
 */
public final class Tally implements AutoCloseable {

  private static final List<Topic> TOPICS =
      List.of(
          Topic.MARKET_BAR,
          Topic.STRATEGY_DECISION,
          Topic.STRATEGY_SIGNAL,
          Topic.ORDER_INTENT,
          Topic.ORDER,
          Topic.POSITION);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Thread reader;

  private final SeenSlots bars = new SeenSlots();
  private final SeenSlots decisions = new SeenSlots();
  private final Set<UUID> signals = new HashSet<>();
  private final Set<UUID> orders = new HashSet<>();
  private final Map<UUID, Money> fees = new HashMap<>();
  private final Map<UUID, Money> results = new HashMap<>();
  private final Set<UUID> opened = new HashSet<>();
  private final Set<UUID> closed = new HashSet<>();
  private final Map<TopicPartition, Long> read = new HashMap<>();
  private @Nullable Instant latestBar;

  Tally(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        TOPICS.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
            .toList();
    reader = Thread.ofPlatform().daemon().name("demo-tally").start(this::readForEver);
  }

  /** What has been counted so far. */
  public synchronized Counts counts() {
    return new Counts(
        bars.count(),
        decisions.count(),
        signals.size(),
        orders.size(),
        fees.size(),
        opened.size(),
        closed.size(),
        sum(results.values()),
        sum(fees.values()),
        latestBar);
  }

  /** The ids of what was asked for so far. */
  public synchronized Asked asked() {
    return new Asked(signals, orders);
  }

  /** Whether everything before {@code ends} has been counted. */
  synchronized boolean hasRead(Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .allMatch(
            partition -> read.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L));
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      reader.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readForEver() {
    try (consumer) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (true) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          count(message);
        }
      }
    } catch (WakeupException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void count(ConsumerRecord<String, byte[]> message) {
    read.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
    try {
      count(EventCodec.decode(message.value()));
    } catch (EventCodec.UnreadableEventException e) {
      // A consumer of the suite sets it aside, and the invariants tell.
      return;
    }
  }

  private void count(Event event) {
    switch (event) {
      case BarsClosed closed -> {
        for (Bar bar : closed.bars()) {
          bars.see(closed.key() + '|' + bar.timeframe(), bar.openTime());
        }
        if (latestBar == null || closed.closeTime().isAfter(latestBar)) {
          latestBar = closed.closeTime();
        }
      }
      case ScanDecided decided -> {
        for (StrategyDecision decision : decided.decisions()) {
          decisions.see(
              decided.key() + '|' + decision.strategy() + '|' + decision.timeframe(),
              decided.closeTime());
        }
      }
      case SignalRaised signal -> signals.add(signal.signalId());
      case PlaceOrder order -> orders.add(order.clientOrderId());
      case OrderFilled fill -> fees.put(fill.fillId(), fill.fee());
      case PositionChanged position -> count(position);
      case OrderChanged ignored -> {}
      default -> {}
    }
  }

  private void count(PositionChanged position) {
    results.put(position.positionId(), position.realisedPnl());
    switch (position.change()) {
      case OPENED -> opened.add(position.positionId());
      case CLOSED -> closed.add(position.positionId());
      case REQUESTED, INCREASED, CLOSING, REDUCED, ABANDONED -> {}
    }
  }

  private static BigDecimal sum(Collection<Money> amounts) {
    return amounts.stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * What the suite did since the replay began.
   *
   * @param pnl realised, after fees, in the quote currency
   * @param fees in the quote currency
   * @param latestBar the close of the latest bar; null before the first
   */
  public record Counts(
      int bars,
      int decisions,
      int signals,
      int orders,
      int fills,
      int positionsOpened,
      int positionsClosed,
      BigDecimal pnl,
      BigDecimal fees,
      @Nullable Instant latestBar) {}

  /**
   * What was asked for.
   *
   * @param signals every signal
   * @param intents the client order id of every order intent
   */
  public record Asked(Set<UUID> signals, Set<UUID> intents) {

    public Asked {
      signals = Set.copyOf(signals);
      intents = Set.copyOf(intents);
    }
  }
}
