package io.tidemark.scanner.scan;

import io.tidemark.core.signal.ScanStage;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings the stages of a partition to an offset: each from its snapshot, then silently through the
 * bars since. An instrument without a snapshot that fits starts cold at its next bar.
 */
@Component
final class StageRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(StageRecovery.class);

  private final ScanPlan plan;
  private final StageSnapshots snapshots;
  private final BarLog log;

  StageRecovery(ScanPlan plan, StageSnapshots snapshots, BarLog log) {
    this.plan = plan;
    this.snapshots = snapshots;
    this.log = log;
  }

  /**
   * The stages as they are before the bar at {@code offset}. A snapshot may be past it; its stage
   * then passes the bars it has seen over.
   *
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  PartitionScan recover(int partition, long offset) {
    List<StageSnapshot> stored =
        snapshots.of(partition).stream().filter(one -> plan.scans(one.instrument())).toList();
    if (stored.isEmpty()) {
      return new PartitionScan(partition, offset);
    }
    BarLog.Kept kept = log.kept(partition);
    Set<Long> unusable = new HashSet<>();
    while (true) {
      try {
        return replay(partition, offset, stored, kept, unusable);
      } catch (UnusableBarsException e) {
        unusable.add(e.offset);
        LOG.warn("event=bars_passed_over partition={} offset={}", partition, e.offset);
      }
    }
  }

  private PartitionScan replay(
      int partition,
      long offset,
      List<StageSnapshot> stored,
      BarLog.Kept kept,
      Set<Long> unusable) {
    PartitionScan scan = new PartitionScan(partition, offset);
    Map<InstrumentId, Long> next = new HashMap<>();
    for (StageSnapshot snapshot : stored) {
      if (restore(snapshot, kept, scan)) {
        next.put(snapshot.instrument(), snapshot.nextOffset());
        scan.passed(snapshot.nextOffset() - 1);
      }
    }
    long first = next.values().stream().mapToLong(Long::longValue).min().orElse(offset);
    if (first < offset) {
      log.read(
          partition,
          first,
          offset,
          (at, bars) -> {
            boolean unseen = at >= next.getOrDefault(bars.instrument(), Long.MAX_VALUE);
            if (unseen && !unusable.contains(at)) {
              step(scan, at, bars);
            }
          });
    }
    LOG.info(
        "event=stages_recovered partition={} stages={} replayedFrom={} offset={}",
        partition,
        next.size(),
        first,
        offset);
    return scan;
  }

  /** The stage decided on these bars before: its decision is known and not published again. */
  private static void step(PartitionScan scan, long offset, BarsClosed bars) {
    try {
      scan.stage(bars.instrument()).ifPresent(stage -> stage.step(bars, bars.observedAt()));
    } catch (RuntimeException e) {
      throw new UnusableBarsException(offset, e);
    }
  }

  /** Whether the snapshot fits; one that does not is removed. */
  private boolean restore(StageSnapshot snapshot, BarLog.Kept kept, PartitionScan scan) {
    ScanStage stage = plan.newStage(snapshot.instrument());
    if (!snapshot.strategiesHash().equals(stage.strategiesHash())) {
      return discard(snapshot, "it is of other strategies");
    }
    if (snapshot.nextOffset() < kept.first() || snapshot.nextOffset() > kept.end()) {
      return discard(
          snapshot,
          "bars from offset %d on are not kept, only from %d to %d"
              .formatted(snapshot.nextOffset(), kept.first(), kept.end()));
    }
    try {
      stage.restore(snapshot.state());
    } catch (IllegalArgumentException e) {
      return discard(snapshot, String.valueOf(e.getMessage()));
    }
    scan.put(snapshot.instrument(), stage);
    return true;
  }

  private boolean discard(StageSnapshot snapshot, String why) {
    LOG.warn(
        "event=snapshot_discarded instrument={} why=\"{}\" then=\"starts cold\"",
        snapshot.instrument(),
        why);
    snapshots.delete(snapshot);
    return false;
  }

  /** A stage could not take bars; they were set aside when they were first delivered. */
  private static final class UnusableBarsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    UnusableBarsException(long offset, RuntimeException cause) {
      super("bars at offset " + offset, cause);
      this.offset = offset;
    }
  }
}
