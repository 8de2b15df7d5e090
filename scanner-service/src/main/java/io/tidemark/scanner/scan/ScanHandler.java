package io.tidemark.scanner.scan;

import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.kit.log.SnapshotSchedule;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.scanner.assets.UniverseJournal;
import io.tidemark.scanner.history.HistoryWriter;
import io.tidemark.scanner.history.ScanHistory;
import io.tidemark.scanner.history.ShadowTables;
import io.tidemark.scanner.market.MarketSnapshots;
import io.tidemark.scanner.scan.ScanSteps.Stepped;
import io.tidemark.scanner.scan.ScanSteps.Timelines;
import io.tidemark.scanner.strategies.StrategyJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Steps the scan of each instrument over its bars and publishes what it decides. Decisions are sent
 * while their bars are handled, so that they belong to the bars' trace; the flush waits until Kafka
 * has all of them, then writes their rows and, when due, the snapshots.
 *
 * <p>A partition's scans are recovered when its first bar comes, since that bar tells up to where.
 * Calls come on one thread, save {@link #close}.
 */
final class ScanHandler implements EventHandler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScanHandler.class);

  private final ScanPlan plan;
  private final ScanSteps steps;
  private final StageRecovery recovery;
  private final StageBeginnings beginnings;
  private final StageSnapshots snapshots;
  private final UniverseJournal universe;
  private final StrategyJournal strategies;
  private final SnapshotSchedule schedule;
  private final ScanResults results;
  private final HistoryWriter history;
  private final ShadowTables shadows;
  private final MarketSnapshots market;
  private final TransactionTemplate transactions;
  private final SuiteClock clock;
  private final ScanMetrics metrics;

  private final Map<Integer, PartitionScan> partitions = new HashMap<>();
  private final Map<Integer, Instant> promised = new HashMap<>();
  private final Map<InstrumentId, Dirty> dirty = new HashMap<>();
  private Timelines timelines = Timelines.EMPTY;
  private boolean flushed = true;

  /** An instrument whose standings are not written yet. */
  private record Dirty(Instant closeTime, ScannedInstrument scanned) {}

  ScanHandler(
      ScanPlan plan,
      ScanSteps steps,
      StageRecovery recovery,
      StageBeginnings beginnings,
      StageSnapshots snapshots,
      UniverseJournal universe,
      StrategyJournal strategies,
      SnapshotSchedule schedule,
      ScanResults results,
      HistoryWriter history,
      ShadowTables shadows,
      MarketSnapshots market,
      TransactionTemplate transactions,
      SuiteClock clock,
      ScanMetrics metrics) {
    this.plan = plan;
    this.steps = steps;
    this.recovery = recovery;
    this.beginnings = beginnings;
    this.snapshots = snapshots;
    this.universe = universe;
    this.strategies = strategies;
    this.schedule = schedule;
    this.results = results;
    this.history = history;
    this.shadows = shadows;
    this.market = market;
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public Optional<String> span(Event event) {
    return Optional.of("scan");
  }

  @Override
  public synchronized void handle(Received received) {
    if (!(received.event() instanceof BarsClosed bars)) {
      throw new IllegalArgumentException(
          "%s must carry bars, was %s"
              .formatted(received.topic(), received.event().eventSchema().schemaName()));
    }
    if (flushed) {
      timelines = new Timelines(universe.timeline(), timelines.strategies());
      flushed = false;
    }
    readEditions(received.partition(), bars.closeTime());
    PartitionScan scan =
        partitions.computeIfAbsent(
            received.partition(),
            partition -> recovery.recover(partition, received.offset(), timelines));
    step(scan, received.offset(), bars);
    scan.passed(received.offset());
  }

  /** Far behind the suite's time, all instants up to now are noted at once. */
  private void readEditions(int partition, Instant closeTime) {
    Instant noted = promised.get(partition);
    if (noted == null || closeTime.isAfter(noted)) {
      Instant minute = Timeframe.M1.openOf(clock.instant());
      Instant through = minute.isAfter(closeTime) ? minute : closeTime;
      timelines =
          new Timelines(
              timelines.universe(), strategies.timeline(plan.consumer(), partition, through));
      promised.put(partition, through);
    }
  }

  private void step(PartitionScan scan, long offset, BarsClosed bars) {
    Instant now = clock.instant();
    boolean isNew = scan.of(bars.instrument()).isEmpty();
    Optional<Stepped> step =
        metrics.timed(bars.instrument(), () -> steps.step(scan, offset, bars, timelines, now));
    if (step.isEmpty()) {
      return;
    }
    switch (step.get().outcome()) {
      case ScanOutcome.Decided decided -> {
        market.scanned(bars, results.tell(scan.published(), decided));
        results.closed(bars.instrument(), step.get().closed());
        dirty.put(bars.instrument(), new Dirty(bars.closeTime(), step.get().scanned()));
      }
      case ScanOutcome.NothingDecided nothing -> {
        metrics.passedOver(bars.instrument(), nothing.why());
        if (nothing.why() == ScanOutcome.Why.NO_PRIMARY_BAR) {
          market.scanned(bars, null);
        }
      }
    }
    schedule.stepped();
    if (isNew) {
      schedule.hasten();
    }
  }

  @Override
  public synchronized void flush() {
    results.awaitSent();
    Instant published = clock.instant();
    boolean snapshot = schedule.isOverdue();
    ScanHistory written = results.history();
    if (snapshot || !results.isEmpty()) {
      transactions.executeWithoutResult(
          _ -> {
            history.write(written);
            if (snapshot) {
              saveAll();
            }
          });
    }
    if (snapshot) {
      taken();
    }
    written.decisions().forEach(decided -> metrics.decided(decided, published));
    written.signals().forEach(metrics::raised);
    results.clear();
    beginnings.release();
    flushed = true;
  }

  /** Snapshots that are due are taken now: bars would wait for them otherwise. */
  @Override
  public synchronized void idle() {
    if (!flushed || !schedule.isDue()) {
      return;
    }
    try {
      transactions.executeWithoutResult(_ -> saveAll());
      taken();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("event=snapshot_failed cause=\"{}\" then=\"is tried again\"", e.getMessage());
    }
  }

  private void saveAll() {
    save(partitions.values());
    saveStandings();
  }

  private void taken() {
    schedule.taken();
    dirty.clear();
  }

  private void saveStandings() {
    List<ShadowTables.Standings> standings = new ArrayList<>();
    dirty.forEach(
        (instrument, one) ->
            standings.add(
                new ShadowTables.Standings(
                    instrument, one.closeTime(), one.scanned().books().standings())));
    shadows.save(standings);
  }

  private void save(Collection<PartitionScan> scans) {
    snapshots.save(scans.stream().flatMap(scan -> scan.snapshots().stream()).toList());
  }

  /** What is on its way to Kafka arrives first: recovery must find it there. */
  @Override
  public synchronized void reset() {
    results.abandon();
    partitions.clear();
    dirty.clear();
    flushed = true;
  }

  /** Another scanner may have gone on in the meantime: what is in memory may be old. */
  @Override
  public synchronized void assigned(Collection<TopicPartition> assigned) {
    assigned.forEach(partition -> partitions.remove(partition.partition()));
  }

  /** The state is stored for the scanner that takes over, unless it is ahead of what was told. */
  @Override
  public synchronized void revoked(Collection<TopicPartition> revoked) {
    List<PartitionScan> left = new ArrayList<>();
    for (TopicPartition partition : revoked) {
      PartitionScan scan = partitions.remove(partition.partition());
      if (scan != null) {
        left.add(scan);
        dirty.keySet().removeAll(scan.instruments());
        market.forget(scan.instruments());
      }
    }
    if (flushed && !left.isEmpty()) {
      saveSafely(left);
    }
  }

  /** Stores the state, unless it is ahead of what was published. */
  @Override
  public synchronized void close() {
    if (!flushed || partitions.isEmpty()) {
      return;
    }
    saveSafely(partitions.values());
  }

  private void saveSafely(Collection<PartitionScan> scans) {
    try {
      save(scans);
    } catch (DataAccessException e) {
      LOG.warn(
          "event=snapshot_failed cause=\"{}\" then=\"the next start replays further back\"",
          e.getMessage());
    }
  }
}
