package io.tidemark.scanner.scan;

import io.tidemark.kit.log.TopicLog;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.topic.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What the newest messages of a partition say was decided. A scanner that died after it had
 * published and before it had committed leaves such decisions; they are not published again.
 */
final class PublishedDecisions {

  /** More than the bars of a poll, which is what can be published and not committed. */
  private static final long NEWEST = 2_000;

  private final Map<List<UUID>, ScanDecided> decisions = new HashMap<>();
  private final Set<UUID> signals = new HashSet<>();

  private PublishedDecisions() {}

  /** Of a scan that publishes nothing. */
  static PublishedDecisions none() {
    return new PublishedDecisions();
  }

  /**
   * Reads them back. Decisions and signals are keyed as their bars are, and so lie on the partition
   * of the same number.
   *
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  static PublishedDecisions of(TopicLog log, int partition, String run) {
    PublishedDecisions published = new PublishedDecisions();
    newest(
        log,
        Topic.STRATEGY_DECISION,
        partition,
        ScanDecided.class,
        decided -> {
          if (decided.run().equals(run)) {
            published.decisions.put(ids(decided), decided);
          }
        });
    newest(
        log,
        Topic.STRATEGY_SIGNAL,
        partition,
        SignalRaised.class,
        signal -> published.signals.add(signal.signalId()));
    return published;
  }

  private static <E extends Event> void newest(
      TopicLog log, Topic topic, int partition, Class<E> type, Consumer<E> reader) {
    TopicLog.Kept kept = log.kept(topic, partition);
    long first = Math.max(kept.first(), kept.end() - NEWEST);
    if (first < kept.end()) {
      log.read(
          topic,
          partition,
          first,
          kept.end(),
          message -> TopicLog.event(message.value(), type).ifPresent(reader));
    }
  }

  private static List<UUID> ids(ScanDecided decided) {
    return decided.decisions().stream().map(StrategyDecision::decisionId).toList();
  }

  /** The same decisions as they were published; empty if they were not. */
  Optional<ScanDecided> find(ScanDecided decided) {
    return Optional.ofNullable(decisions.remove(ids(decided)));
  }

  /** Whether a signal was published. */
  boolean has(SignalRaised signal) {
    return signals.remove(signal.signalId());
  }
}
