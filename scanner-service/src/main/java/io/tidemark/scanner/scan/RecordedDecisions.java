package io.tidemark.scanner.scan;

import io.tidemark.core.parity.Window;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What was published of the decisions on a partition's bars that closed in a window. */
final class RecordedDecisions {

  private final SortedMap<InstrumentId, SortedMap<Instant, List<RecordedDecision>>> decisions =
      new TreeMap<>();
  private final Set<UUID> seen = new HashSet<>();
  private Instant completeFrom = Instant.MIN;

  private RecordedDecisions() {}

  /**
   * Reads them back. Of a decision that was published twice the first counts, as for everybody.
   *
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  static RecordedDecisions of(TopicLog log, int partition, ScanPlan plan, Window window) {
    RecordedDecisions recorded = new RecordedDecisions();
    TopicLog.Kept kept = log.kept(Topic.STRATEGY_DECISION, partition);
    boolean cut = kept.first() > 0;
    if (cut) {
      recorded.completeFrom = Instant.MAX;
    }
    if (kept.first() < kept.end()) {
      log.read(
          Topic.STRATEGY_DECISION,
          partition,
          kept.first(),
          kept.end(),
          message ->
              TopicLog.event(message.value(), ScanDecided.class)
                  .ifPresent(decided -> recorded.take(decided, cut, plan, window)));
    }
    return recorded;
  }

  private void take(ScanDecided decided, boolean cut, ScanPlan plan, Window window) {
    if (cut && completeFrom.equals(Instant.MAX)) {
      completeFrom = decided.closeTime().plusNanos(1);
    }
    if (decided.run().equals(plan.run()) && window.contains(decided.closeTime())) {
      List<RecordedDecision> own =
          RecordedDecision.of(decided).stream()
              .filter(one -> plan.isTarget(one.instrument(), one.decision().timeframe()))
              .filter(one -> seen.add(one.decision().decisionId()))
              .toList();
      if (!own.isEmpty()) {
        decisions
            .computeIfAbsent(decided.instrument(), _ -> new TreeMap<>())
            .computeIfAbsent(decided.closeTime(), _ -> new ArrayList<>())
            .addAll(own);
      }
    }
  }

  /** The instant from which on none is missing; older ones may have gone from Kafka. */
  Instant completeFrom() {
    return completeFrom;
  }

  /** Takes those on an instrument's bars out; empty for none. */
  List<RecordedDecision> take(InstrumentId instrument, Instant closeTime) {
    SortedMap<Instant, List<RecordedDecision>> own = decisions.get(instrument);
    List<RecordedDecision> taken = own == null ? null : own.remove(closeTime);
    return taken == null ? List.of() : taken;
  }

  /** Those that were not taken out: when, by instrument. */
  SortedMap<InstrumentId, Set<Instant>> left() {
    SortedMap<InstrumentId, Set<Instant>> left = new TreeMap<>();
    for (Map.Entry<InstrumentId, SortedMap<Instant, List<RecordedDecision>>> one :
        decisions.entrySet()) {
      if (!one.getValue().isEmpty()) {
        left.put(one.getKey(), one.getValue().keySet());
      }
    }
    return left;
  }
}
