package io.tidemark.scanner.scan;

import io.tidemark.kit.log.TopicLog;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import io.tidemark.scanner.scan.ScanSteps.Timelines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Brings the scans of a partition to an offset: each from its snapshot, then silently through the
 * bars since. An instrument without a snapshot that fits begins at its next bar.
 */
@Component
final class StageRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(StageRecovery.class);

  private final ScanPlan plan;
  private final ScanSteps steps;
  private final StageSnapshots snapshots;
  private final TopicLog log;

  StageRecovery(ScanPlan plan, ScanSteps steps, StageSnapshots snapshots, TopicLog log) {
    this.plan = plan;
    this.steps = steps;
    this.snapshots = snapshots;
    this.log = log;
  }

  /**
   * The scans as they are before the bar at {@code offset}. A snapshot may be past it; its scan
   * then passes the bars it has seen over.
   *
   * @param timelines the editions through the bars at {@code offset}
   * @throws DataAccessException if Postgres or Kafka does not answer
   */
  PartitionScan recover(int partition, long offset, Timelines timelines) {
    PublishedDecisions published = PublishedDecisions.of(log, partition, plan.run());
    List<StageSnapshot> stored = snapshots.of(partition);
    if (stored.isEmpty()) {
      return new PartitionScan(partition, offset, published);
    }
    TopicLog.Kept kept = log.kept(Topic.MARKET_BAR, partition);
    Set<Long> unusable = new HashSet<>();
    while (true) {
      try {
        PartitionScan scan = new PartitionScan(partition, offset, published);
        replay(scan, offset, stored, kept, timelines, unusable);
        return scan;
      } catch (UnusableBarsException e) {
        unusable.add(e.offset());
        LOG.warn("event=bars_passed_over partition={} offset={}", partition, e.offset());
      }
    }
  }

  private void replay(
      PartitionScan scan,
      long offset,
      List<StageSnapshot> stored,
      TopicLog.Kept kept,
      Timelines timelines,
      Set<Long> unusable) {
    Map<InstrumentId, Long> next = new HashMap<>();
    for (StageSnapshot snapshot : stored) {
      if (restore(snapshot, kept, timelines, scan)) {
        next.put(snapshot.instrument(), snapshot.nextOffset());
        scan.passed(snapshot.nextOffset() - 1);
      }
    }
    long first = next.values().stream().mapToLong(Long::longValue).min().orElse(offset);
    if (first < offset) {
      log.read(
          Topic.MARKET_BAR,
          scan.partition(),
          first,
          offset,
          message -> {
            long at = message.offset();
            if (!unusable.contains(at)) {
              TopicLog.event(message.value(), BarsClosed.class)
                  .filter(bars -> at >= next.getOrDefault(bars.instrument(), Long.MAX_VALUE))
                  .ifPresent(bars -> step(scan, at, bars, timelines));
            }
          });
    }
    LOG.info(
        "event=scans_recovered partition={} instruments={} replayedFrom={} offset={}",
        scan.partition(),
        next.size(),
        first,
        offset);
  }

  /** What was decided on these bars is known and not published again. */
  private void step(PartitionScan scan, long offset, BarsClosed bars, Timelines timelines) {
    UnusableBarsException.guard(
        offset, () -> steps.step(scan, offset, bars, timelines, bars.observedAt()));
  }

  /** Whether the snapshot fits; one that does not is removed. */
  private boolean restore(
      StageSnapshot snapshot, TopicLog.Kept kept, Timelines timelines, PartitionScan scan) {
    InstrumentId instrument = snapshot.instrument();
    if (snapshot.nextOffset() < kept.first() || snapshot.nextOffset() > kept.end()) {
      return discard(
          snapshot,
          "bars from offset %d on are not kept, only from %d to %d"
              .formatted(snapshot.nextOffset(), kept.first(), kept.end()));
    }
    try {
      scan.put(
          instrument,
          ScannedInstrument.restore(
              snapshot.state(),
              timelines.strategies()::known,
              strategies -> plan.newStage(instrument, strategies),
              plan.peersOf(instrument)));
    } catch (IllegalArgumentException e) {
      return discard(snapshot, String.valueOf(e.getMessage()));
    }
    return true;
  }

  private boolean discard(StageSnapshot snapshot, String why) {
    LOG.warn(
        "event=snapshot_discarded instrument={} why=\"{}\" then=\"begins anew at its next bar\"",
        snapshot.instrument(),
        why);
    snapshots.delete(snapshot);
    return false;
  }
}
