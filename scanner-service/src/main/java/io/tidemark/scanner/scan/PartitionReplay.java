package io.tidemark.scanner.scan;

import io.tidemark.core.parity.Window;
import io.tidemark.kit.log.PeerCloses;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import io.tidemark.scanner.scan.ScanSteps.Timelines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Replays the instruments on one partition of the bars' topic, once. */
final class PartitionReplay {

  private final ScanPlan plan;
  private final TopicLog log;
  private final RecordedInputs record;
  private final Timelines timelines;
  private final SortedMap<InstrumentId, List<StageSnapshot>> checkpoints;
  private final SortedMap<InstrumentId, Set<Instant>> begun;
  private final Window window;
  private final int partition;

  private final Set<Long> unusable = new HashSet<>();

  PartitionReplay(
      ScanPlan plan,
      TopicLog log,
      RecordedInputs record,
      Timelines timelines,
      List<StageSnapshot> checkpoints,
      SortedMap<InstrumentId, Set<Instant>> begun,
      Window window,
      int partition) {
    this.plan = plan;
    this.log = log;
    this.checkpoints = byInstrument(checkpoints);
    this.record = record;
    this.timelines = timelines;
    this.begun = begun;
    this.window = window;
    this.partition = partition;
  }

  /**
   * Replays.
   *
   * @param decidedUpTo the offset of the first bars that may not be decided on yet
   * @return what came of each instrument that has bars or decisions in the window
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  SortedMap<InstrumentId, InstrumentReplay> run(long decidedUpTo) {
    while (true) {
      try {
        return replay(decidedUpTo);
      } catch (UnusableBarsException e) {
        unusable.add(e.offset());
      }
    }
  }

  private SortedMap<InstrumentId, InstrumentReplay> replay(long decidedUpTo) {
    SortedMap<InstrumentId, InstrumentReplay> replays = new TreeMap<>();
    TopicLog.Kept kept = log.kept(Topic.MARKET_BAR, partition);
    RecordedDecisions recorded = RecordedDecisions.of(log, partition, plan, window);
    beginNearTheWindow(kept);
    long from = begins(kept);
    if (from < kept.end()) {
      log.read(
          Topic.MARKET_BAR,
          partition,
          from,
          kept.end(),
          message -> {
            long at = message.offset();
            TopicLog.event(message.value(), BarsClosed.class)
                .filter(bars -> bars.closeTime().isBefore(window.to()))
                .ifPresent(
                    bars -> {
                      InstrumentReplay replay = replayOf(bars.instrument(), replays);
                      if (unusable.contains(at)) {
                        replay.passOver(at, bars, recorded);
                      } else {
                        UnusableBarsException.guard(
                            at, () -> replay.take(at, bars, at < decidedUpTo, recorded));
                      }
                    });
          });
    }
    recorded
        .left()
        .forEach(
            (instrument, instants) ->
                instants.forEach(
                    closeTime ->
                        replayOf(instrument, replays)
                            .gaps()
                            .missing(closeTime, InstrumentReplay.BARS_GONE)));
    return replays;
  }

  private InstrumentReplay replayOf(
      InstrumentId instrument, SortedMap<InstrumentId, InstrumentReplay> replays) {
    return replays.computeIfAbsent(
        instrument,
        one ->
            new InstrumentReplay(
                one,
                partition,
                record,
                timelines,
                window,
                begun.getOrDefault(one, Set.of()),
                checkpoints.getOrDefault(one, List.of())));
  }

  private static SortedMap<InstrumentId, List<StageSnapshot>> byInstrument(
      List<StageSnapshot> checkpoints) {
    SortedMap<InstrumentId, List<StageSnapshot>> byInstrument = new TreeMap<>();
    checkpoints.forEach(
        one -> byInstrument.computeIfAbsent(one.instrument(), _ -> new ArrayList<>()).add(one));
    return byInstrument;
  }

  /** Leaves out the checkpoints before the latest that is from before the window, if any is. */
  private void beginNearTheWindow(TopicLog.Kept kept) {
    for (List<StageSnapshot> all : checkpoints.values()) {
      all.removeIf(one -> one.nextOffset() < kept.first() || one.nextOffset() > kept.end());
      for (int i = all.size() - 1; i > 0; i--) {
        if (isBeforeTheWindow(all.get(i))) {
          all.subList(0, i).clear();
          break;
        }
      }
    }
  }

  private boolean isBeforeTheWindow(StageSnapshot checkpoint) {
    return record
        .restored(checkpoint, timelines)
        .filter(scanned -> !scanned.scan().hasSeen(window.from()))
        .isPresent();
  }

  /** The first offset to read: the log's first, unless all that began have a checkpoint. */
  private long begins(TopicLog.Kept kept) {
    boolean all =
        begun.keySet().stream()
            .filter(instrument -> PeerCloses.partitionOf(instrument) == partition)
            .allMatch(this::hasCheckpoint);
    return all
        ? checkpoints.values().stream()
            .filter(one -> !one.isEmpty())
            .mapToLong(one -> one.getFirst().nextOffset())
            .min()
            .orElse(kept.first())
        : kept.first();
  }

  private boolean hasCheckpoint(InstrumentId instrument) {
    List<StageSnapshot> own = checkpoints.getOrDefault(instrument, List.of());
    return !own.isEmpty() && isBeforeTheWindow(own.getFirst());
  }
}
