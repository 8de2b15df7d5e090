package io.tidemark.ml.live;

import io.tidemark.kit.log.PeerCloses;
import io.tidemark.kit.log.SnapshotSchedule;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.live.FeatureSnapshots.Snapshot;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.registry.PredictionTable;
import io.tidemark.ml.serve.FeatureStreams;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gathers the bars of a poll and foretells of them at its end, instant by instant. The flush waits
 * until Kafka has what is published, then writes all rows and, when due, the snapshots.
 *
 * <p>What is known of a partition's instruments is recovered when its first bars come, since these
 * tell up to where. Calls come on one thread, save {@link #close}.
 */
final class PredictionHandler implements EventHandler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PredictionHandler.class);

  private final LivePlan plan;
  private final List<ModelLine> lines;
  private final LivePast past;
  private final InstantGathering gathering;
  private final FeatureInputs inputs;
  private final StreamRecovery recovery;
  private final FeatureSnapshots snapshots;
  private final SnapshotSchedule schedule;
  private final PredictionPublisher publisher;
  private final PredictionTable table;
  private final LatestFeatures latest;
  private final TransactionTemplate transactions;
  private final SuiteClock clock;
  private final PredictionMetrics metrics;

  /** The first offset of each recovered partition that is not in the features yet. */
  private final Map<Integer, Long> next = new HashMap<>();

  private final Set<InstrumentId> known = new HashSet<>();
  private final List<BarsClosed> gathered = new ArrayList<>();

  PredictionHandler(
      LivePlan plan,
      List<ModelLine> lines,
      LivePast past,
      InstantGathering gathering,
      FeatureInputs inputs,
      StreamRecovery recovery,
      FeatureSnapshots snapshots,
      SnapshotSchedule schedule,
      PredictionPublisher publisher,
      PredictionTable table,
      LatestFeatures latest,
      TransactionTemplate transactions,
      SuiteClock clock,
      PredictionMetrics metrics) {
    this.plan = plan;
    this.lines = lines;
    this.past = past;
    this.gathering = gathering;
    this.inputs = inputs;
    this.recovery = recovery;
    this.snapshots = snapshots;
    this.schedule = schedule;
    this.publisher = publisher;
    this.table = table;
    this.latest = latest;
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
    if (!next.containsKey(received.partition())) {
      recover(received.partition(), received.offset());
    }
    next.put(received.partition(), received.offset() + 1);
    past.delivered(received.partition(), received.offset() + 1);
    if (plan.concerns(bars.instrument())) {
      gathered.add(bars);
    }
  }

  /** Challengers come first: what they are shown is recovered as well. */
  private void recover(int partition, long offset) {
    for (ModelLine line : lines) {
      line.follow();
      recovery.recover(partition, offset, line);
    }
    publisher.recover(partition, lines.size());
  }

  @Override
  public synchronized void flush() {
    List<PredictionRow> told = publisher.publish(foretell());
    boolean snapshot = schedule.isDue();
    if (snapshot || !told.isEmpty()) {
      transactions.executeWithoutResult(
          _ -> {
            if (!told.isEmpty()) {
              table.keep(told);
            }
            if (snapshot) {
              snapshots.save(snapshotsOf(next.keySet()));
              snapshots.forgetUnused(used());
            }
          });
    }
    if (snapshot) {
      schedule.taken();
    }
    Instant written = clock.instant();
    told.forEach(row -> metrics.told(row, written));
    gathered.forEach(bars -> tellLatest(bars.instrument()));
    gathered.clear();
    past.release();
    lines.forEach(line -> line.prepare(clock.instant()));
  }

  private List<PredictionRow> foretell() {
    if (gathered.isEmpty()) {
      return List.of();
    }
    SortedMap<Instant, List<Input>> byInstant = new TreeMap<>();
    for (Input input : inputs.of(gathered, readPeers())) {
      byInstant.computeIfAbsent(input.bars().closeTime(), _ -> new ArrayList<>()).add(input);
      gathering.saw(input.bars().instrument(), input.bars().closeTime());
      schedule.stepped();
      if (known.add(input.bars().instrument())) {
        schedule.hasten();
      }
    }
    Map<UUID, PredictionRow> told = new LinkedHashMap<>();
    for (List<Input> together : byInstant.values()) {
      for (ModelLine line : lines) {
        line.step(of(line, together), clock.instant())
            .forEach(row -> told.putIfAbsent(row.prediction().predictionId(), row));
      }
    }
    return List.copyOf(told.values());
  }

  private static List<Input> of(ModelLine line, List<Input> together) {
    return together.stream().filter(input -> line.concerns(input.bars().instrument())).toList();
  }

  private boolean readPeers() {
    return lines.stream()
        .flatMap(line -> line.streams().stream())
        .anyMatch(streams -> streams.set().readsPeers());
  }

  private void tellLatest(InstrumentId instrument) {
    lines.forEach(line -> line.latest(instrument).ifPresent(latest::put));
  }

  /** The sets of features that models are shown. */
  private Set<String> used() {
    return lines.stream()
        .flatMap(line -> line.streams().stream())
        .map(streams -> streams.set().hash())
        .collect(Collectors.toSet());
  }

  private List<Snapshot> snapshotsOf(Collection<Integer> partitions) {
    Map<List<Object>, Snapshot> taken = new LinkedHashMap<>();
    for (ModelLine line : lines) {
      for (FeatureStreams streams : line.streams()) {
        String hash = streams.set().hash();
        for (InstrumentId instrument : streams.instruments()) {
          int partition = PeerCloses.partitionOf(instrument);
          if (partitions.contains(partition)) {
            taken.computeIfAbsent(
                List.of(hash, instrument),
                _ ->
                    new Snapshot(
                        instrument,
                        hash,
                        partition,
                        next.getOrDefault(partition, 0L),
                        streams.snapshot(instrument)));
          }
        }
      }
    }
    return List.copyOf(taken.values());
  }

  /** What is on its way to Kafka arrives first: recovery must find it there. */
  @Override
  public synchronized void reset() {
    publisher.abandon();
    gathered.clear();
    forget(Set.copyOf(next.keySet()));
  }

  /** Another service may have gone on in the meantime: what is in memory may be old. */
  @Override
  public synchronized void assigned(Collection<TopicPartition> assigned) {
    forget(numbers(assigned));
  }

  /** The state is stored for the one that takes over, unless it is ahead of what was told. */
  @Override
  public synchronized void revoked(Collection<TopicPartition> revoked) {
    saveSafely(numbers(revoked));
    forget(numbers(revoked));
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    Set<Integer> numbers = new HashSet<>();
    partitions.forEach(partition -> numbers.add(partition.partition()));
    return numbers;
  }

  private void forget(Set<Integer> partitions) {
    Set<InstrumentId> gone = new HashSet<>();
    for (ModelLine line : lines) {
      for (FeatureStreams streams : line.streams()) {
        gone.addAll(streams.instruments());
      }
    }
    gone.removeIf(instrument -> !partitions.contains(PeerCloses.partitionOf(instrument)));
    lines.forEach(line -> line.forget(gone));
    next.keySet().removeAll(partitions);
    known.removeAll(gone);
    gathering.forget(gone);
    latest.forget(gone);
  }

  private void saveSafely(Set<Integer> partitions) {
    if (!gathered.isEmpty()) {
      return;
    }
    Set<Integer> held = new HashSet<>(next.keySet());
    held.retainAll(partitions);
    try {
      snapshots.save(snapshotsOf(held));
    } catch (DataAccessException e) {
      LOG.warn(
          "event=snapshot_failed cause=\"{}\" then=\"the next start replays further back\"",
          e.getMessage());
    }
  }

  /** Stores the state, unless it is ahead of what was published, and closes the models. */
  @Override
  public synchronized void close() {
    saveSafely(Set.copyOf(next.keySet()));
    lines.forEach(ModelLine::close);
  }
}
