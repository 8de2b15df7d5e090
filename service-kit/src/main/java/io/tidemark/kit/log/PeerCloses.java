package io.tidemark.kit.log;

import io.tidemark.core.indicator.Peers;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * The closes of other instruments, whose bars may lie on partitions that another scanner reads. A
 * bar waits until its peers' partitions have passed its close, or for so long as it is told. For
 * one thread.
 */
public final class PeerCloses implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int MOST_CLOSES = 2_000;

  private final TopicLog log;
  private final LogHistory history;
  private final TopicFollower follower;
  private final Patience patience;
  private final Map<InstrumentId, NavigableMap<Instant, Double>> closes = new HashMap<>();
  private final Map<Integer, Instant> passed = new HashMap<>();

  /**
   * @param maxWait how long the bars of an instant wait for those of peers
   */
  public PeerCloses(
      TopicLog log, LogHistory history, SuiteClock clock, KafkaConnection kafka, Duration maxWait) {
    this.log = log;
    this.history = history;
    this.follower = new TopicFollower(kafka, Topic.MARKET_BAR, this::take);
    this.patience = new Patience(clock, maxWait);
  }

  /** The partition of an instrument's bars. */
  public static int partitionOf(InstrumentId instrument) {
    byte[] key = instrument.key().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topic.PARTITIONS;
  }

  /** All that an instrument is compared with, itself included where it is. */
  public static Set<Symbol> symbols(Peers peers) {
    Set<Symbol> symbols = new TreeSet<>(peers.sector());
    if (peers.bitcoin() != null) {
      symbols.add(peers.bitcoin());
    }
    return symbols;
  }

  /**
   * The latest closes at or before that of the bars; those not known in time are absent.
   *
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  public SortedMap<Symbol, Double> at(BarsClosed bars, Peers peers) {
    Instant closeTime = bars.closeTime();
    SortedMap<Symbol, Double> known = new TreeMap<>();
    Set<Symbol> others = symbols(peers);
    if (others.remove(bars.instrument().symbol())) {
      known.put(bars.instrument().symbol(), closeOf(bars));
    }
    String exchange = bars.instrument().exchange();
    others.forEach(symbol -> track(new InstrumentId(exchange, symbol), closeTime));
    patience.until(
        closeTime,
        () ->
            others.stream()
                .allMatch(symbol -> hasPassed(new InstrumentId(exchange, symbol), closeTime)),
        () -> follower.poll(POLL));
    for (Symbol symbol : others) {
      NavigableMap<Instant, Double> own = closes.get(new InstrumentId(exchange, symbol));
      Map.Entry<Instant, Double> latest = own == null ? null : own.floorEntry(closeTime);
      if (latest != null) {
        known.put(symbol, latest.getValue());
      }
    }
    return known;
  }

  /** The close of the shortest of bars. */
  public static double closeOf(BarsClosed bars) {
    return bars.bars().getFirst().close().toDouble();
  }

  private void track(InstrumentId peer, Instant closeTime) {
    if (closes.containsKey(peer)) {
      return;
    }
    int partition = partitionOf(peer);
    if (!follower.follows(partition)) {
      follower.follow(partition, log.kept(Topic.MARKET_BAR, partition).end());
    }
    NavigableMap<Instant, Double> known = new TreeMap<>();
    history
        .before(partition, follower.position(partition), peer, closeTime)
        .forEach(bars -> known.put(bars.closeTime(), closeOf(bars)));
    closes.put(peer, known);
  }

  private boolean hasPassed(InstrumentId peer, Instant closeTime) {
    NavigableMap<Instant, Double> known = closes.get(peer);
    boolean itself = known != null && !known.isEmpty() && !known.lastKey().isBefore(closeTime);
    Instant others = passed.getOrDefault(partitionOf(peer), Instant.MIN);
    return itself || others.isAfter(closeTime);
  }

  private void take(ConsumerRecord<String, byte[]> message) {
    TopicLog.event(message.value(), BarsClosed.class)
        .filter(bars -> !bars.correction())
        .ifPresent(
            bars -> {
              passed.merge(
                  message.partition(),
                  bars.closeTime(),
                  (before, now) -> before.isAfter(now) ? before : now);
              NavigableMap<Instant, Double> known = closes.get(bars.instrument());
              if (known != null) {
                known.put(bars.closeTime(), closeOf(bars));
                if (known.size() > MOST_CLOSES) {
                  known.pollFirstEntry();
                }
              }
            });
  }

  @Override
  public void close() {
    follower.close();
  }
}
