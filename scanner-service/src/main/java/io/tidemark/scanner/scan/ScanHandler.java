package io.tidemark.scanner.scan;

import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.universe.Eligibility;
import io.tidemark.core.universe.UniverseTimeline;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.scanner.assets.UniverseJournal;
import io.tidemark.scanner.history.HistoryWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Steps the stage of each instrument over its bars and publishes what it decides. Decisions are
 * sent while their bars are handled, so that they belong to the bars' trace; the flush waits until
 * Kafka has all of them, then writes their rows and, when due, the snapshots.
 *
 * <p>A partition's stages are recovered when its first bar comes, since that bar tells up to where.
 * Calls come on one thread, save {@link #close}.
 */
final class ScanHandler implements EventHandler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScanHandler.class);

  private final ScanPlan plan;
  private final StageRecovery recovery;
  private final StageSnapshots snapshots;
  private final UniverseJournal universe;
  private final SnapshotSchedule schedule;
  private final EventPublisher publisher;
  private final HistoryWriter history;
  private final TransactionTemplate transactions;
  private final SuiteClock clock;
  private final ScanMetrics metrics;

  private final Map<Integer, PartitionScan> partitions = new HashMap<>();
  private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
  private final List<ScanDecided> decisions = new ArrayList<>();
  private final List<SignalRaised> signals = new ArrayList<>();
  private UniverseTimeline timeline = UniverseTimeline.EMPTY;
  private boolean flushed = true;

  ScanHandler(
      ScanPlan plan,
      StageRecovery recovery,
      StageSnapshots snapshots,
      UniverseJournal universe,
      SnapshotSchedule schedule,
      EventPublisher publisher,
      HistoryWriter history,
      TransactionTemplate transactions,
      SuiteClock clock,
      ScanMetrics metrics) {
    this.plan = plan;
    this.recovery = recovery;
    this.snapshots = snapshots;
    this.universe = universe;
    this.schedule = schedule;
    this.publisher = publisher;
    this.history = history;
    this.transactions = transactions;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public synchronized void handle(Received received) {
    if (!(received.event() instanceof BarsClosed bars)) {
      throw new IllegalArgumentException(
          "%s must carry bars, was %s"
              .formatted(received.topic(), received.event().eventSchema().schemaName()));
    }
    if (flushed) {
      timeline = universe.timeline();
      flushed = false;
    }
    PartitionScan scan =
        partitions.computeIfAbsent(
            received.partition(), partition -> recovery.recover(partition, received.offset()));
    if (plan.scans(bars.instrument())) {
      step(scan, bars);
    }
    scan.passed(received.offset());
  }

  private void step(PartitionScan scan, BarsClosed bars) {
    ScanStage stage = scan.stage(bars.instrument()).orElseGet(() -> startCold(scan, bars));
    Instant now = clock.instant();
    Eligibility eligibility = timeline.at(bars.instrument(), bars.closeTime());
    switch (metrics.timed(bars.instrument(), () -> stage.step(bars, eligibility, now))) {
      case ScanOutcome.Decided decided -> {
        decisions.add(decided.decided());
        signals.addAll(decided.signals());
        send(decided.decided());
        decided.signals().forEach(this::send);
      }
      case ScanOutcome.NothingDecided nothing ->
          metrics.passedOver(bars.instrument(), nothing.why());
    }
    schedule.stepped();
  }

  /** A first snapshot at once: where an instrument started cold must be known after a crash. */
  private ScanStage startCold(PartitionScan scan, BarsClosed bars) {
    ScanStage stage = plan.newStage(bars.instrument());
    LOG.info(
        "event=cold_start instrument={} closeTime={} warmUp=\"{}\"",
        bars.instrument(),
        bars.closeTime(),
        stage.warmUp());
    scan.put(bars.instrument(), stage);
    schedule.hasten();
    return stage;
  }

  private void send(Event event) {
    sent.add(publisher.publish(event));
  }

  @Override
  public synchronized void flush() {
    EventPublisher.await(sent);
    Instant published = clock.instant();
    boolean snapshot = schedule.isDue();
    if (snapshot || !decisions.isEmpty()) {
      transactions.executeWithoutResult(
          _ -> {
            history.write(decisions, signals);
            if (snapshot) {
              saveSnapshots();
            }
          });
    }
    if (snapshot) {
      schedule.taken();
    }
    decisions.forEach(decided -> metrics.decided(decided, published));
    signals.forEach(metrics::raised);
    clear();
    flushed = true;
  }

  private void saveSnapshots() {
    snapshots.save(
        partitions.values().stream().flatMap(scan -> scan.snapshots().stream()).toList());
  }

  private void clear() {
    sent.clear();
    decisions.clear();
    signals.clear();
  }

  @Override
  public synchronized void reset() {
    partitions.clear();
    clear();
    flushed = true;
  }

  /** Another scanner may have gone on in the meantime: what is in memory may be old. */
  @Override
  public synchronized void assigned(Collection<TopicPartition> assigned) {
    reset();
  }

  /** Stores the state, unless it is ahead of what was published. */
  @Override
  public synchronized void close() {
    if (!flushed || partitions.isEmpty()) {
      return;
    }
    try {
      saveSnapshots();
    } catch (DataAccessException e) {
      LOG.warn(
          "event=snapshot_failed cause=\"{}\" then=\"the next start replays further back\"",
          e.getMessage());
    }
  }
}
