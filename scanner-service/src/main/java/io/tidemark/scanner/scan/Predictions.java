package io.tidemark.scanner.scan;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.log.Patience;
import io.tidemark.kit.log.TopicFollower;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What models expect after bars. A bar waits for a prediction for at most {@code ml.max-wait}, and
 * only where a live strategy on its timeframe has a model enabled. For one thread.
 */
@Component
final class Predictions implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final long NEWEST = 2_000;
  private static final int MOST_KEPT = 20_000;
  private static final String ML = "ml";
  private static final Set<String> WITH_MODEL = Set.of("ComplexMLStrategy");

  private final TopicLog log;
  private final TopicFollower follower;
  private final Patience patience;
  private final Map<BarKey, List<Prediction>> byBar = new LinkedHashMap<>();

  Predictions(
      TopicLog log,
      SuiteClock clock,
      KafkaConnection kafka,
      @Value("${ml.max-wait:${tidemark.scanner.ml-max-wait:2s}}") Duration maxWait) {
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("ml.max-wait must be 0 or above, was " + maxWait);
    }
    this.log = log;
    this.follower = new TopicFollower(kafka, Topic.ML_PREDICTION, this::take);
    this.patience = new Patience(clock, maxWait);
  }

  /** The bar that is predicted on. */
  private record BarKey(InstrumentId instrument, Timeframe timeframe, Instant openTime) {}

  /** The timeframes whose bars wait for a prediction. */
  static Set<Timeframe> awaited(Collection<StrategyDefinition> strategies) {
    Set<Timeframe> awaited = new TreeSet<>();
    strategies.stream()
        .filter(one -> one.mode() == StrategyDefinition.Mode.LIVE && usesModel(one))
        .forEach(one -> awaited.add(one.market().primaryTimeframe()));
    return awaited;
  }

  private static boolean usesModel(StrategyDefinition strategy) {
    Object flat = strategy.parameters().get("ml_enabled");
    Object nested =
        strategy.parameters().get(ML) instanceof Map<?, ?> section ? section.get("enabled") : null;
    Object given = flat == null ? nested : flat;
    return given == null ? WITH_MODEL.contains(strategy.className()) : Boolean.TRUE.equals(given);
  }

  /**
   * The predictions that come in time.
   *
   * @param partition of the bars, which is that of their predictions
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  List<Prediction> on(int partition, BarsClosed bars, Set<Timeframe> awaited) {
    List<BarKey> keys =
        bars.bars().stream()
            .filter(bar -> awaited.contains(bar.timeframe()))
            .map(bar -> key(bars, bar))
            .toList();
    if (keys.isEmpty()) {
      return List.of();
    }
    if (!follower.follows(partition)) {
      TopicLog.Kept kept = log.kept(Topic.ML_PREDICTION, partition);
      follower.follow(partition, Math.max(kept.first(), kept.end() - NEWEST));
    }
    patience.until(
        bars.closeTime(), () -> byBar.keySet().containsAll(keys), () -> follower.poll(POLL));
    List<Prediction> found = new ArrayList<>();
    keys.forEach(key -> found.addAll(byBar.getOrDefault(key, List.of())));
    return found;
  }

  private static BarKey key(BarsClosed bars, Bar bar) {
    return new BarKey(bars.instrument(), bar.timeframe(), bar.openTime());
  }

  private void take(ConsumerRecord<String, byte[]> message) {
    TopicLog.event(message.value(), Prediction.class)
        .ifPresent(
            one -> {
              byBar
                  .computeIfAbsent(
                      new BarKey(one.instrument(), one.timeframe(), one.barOpenTime()),
                      _ -> new ArrayList<>())
                  .add(one);
              if (byBar.size() > MOST_KEPT) {
                byBar.remove(byBar.keySet().iterator().next());
              }
            });
  }

  @Override
  public void close() {
    follower.close();
  }
}
