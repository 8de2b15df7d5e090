package io.tidemark.scanner.scan;

import io.tidemark.core.parity.ParityResult;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.topic.Topic;
import io.tidemark.scanner.assets.UniverseJournal;
import io.tidemark.scanner.scan.ScanSteps.Timelines;
import io.tidemark.scanner.strategies.StrategyJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides again on the bars of a window, by this version of the code, and compares that with what
 * was published. It reads what is on record, and writes, publishes and changes nothing.
 */
@Component
final class ScanReplay {

  private final ScanPlan plan;
  private final TopicLog log;
  private final StageSnapshots snapshots;
  private final StageBeginnings beginnings;
  private final RecordedInputs record;
  private final UniverseJournal universe;
  private final StrategyJournal strategies;

  ScanReplay(
      ScanPlan plan,
      TopicLog log,
      StageSnapshots snapshots,
      StageBeginnings beginnings,
      RecordedInputs record,
      UniverseJournal universe,
      StrategyJournal strategies) {
    this.plan = plan;
    this.log = log;
    this.snapshots = snapshots;
    this.beginnings = beginnings;
    this.record = record;
    this.universe = universe;
    this.strategies = strategies;
  }

  /**
   * Replays.
   *
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  ReplayReport replay(Window window) {
    Map<Integer, Long> decided = log.committed(plan.consumer(), Topic.MARKET_BAR);
    Timelines timelines = new Timelines(universe.timeline(), strategies.timeline());
    var begun = beginnings.begun();
    SortedMap<InstrumentId, InstrumentReplay> replays = new TreeMap<>();
    for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
      PartitionReplay one =
          new PartitionReplay(
              plan,
              log,
              record,
              timelines,
              snapshots.checkpoints(partition),
              begun,
              window,
              partition);
      replays.putAll(one.run(decided.getOrDefault(partition, 0L)));
    }
    return report(window, timelines, replays);
  }

  private ReplayReport report(
      Window window, Timelines timelines, SortedMap<InstrumentId, InstrumentReplay> replays) {
    SortedMap<String, ParityResult> results = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    List<ReplayGaps> gaps = new ArrayList<>();
    long inputs = 0;
    for (Map.Entry<InstrumentId, InstrumentReplay> one : replays.entrySet()) {
      InstrumentReplay replay = one.getValue();
      if (replay.inputs() > 0) {
        results.put(one.getKey().key(), replay.check().result());
        inputs += replay.inputs();
      }
      if (!replay.gaps().isEmpty()) {
        gaps.add(replay.gaps());
        replay.gaps().told().forEach(what -> missing.add(one.getKey().key() + ": " + what));
      }
    }
    return ReplayReport.of(
        TidemarkService.SCANNER.serviceName(),
        plan.run(),
        window,
        replayableFrom(gaps),
        missing,
        inputs,
        ParityResult.together(results),
        configurations(window, timelines));
  }

  private static @Nullable Instant replayableFrom(Collection<ReplayGaps> gaps) {
    return gaps.stream().allMatch(one -> one.replayableFrom().isPresent())
        ? gaps.stream()
            .flatMap(one -> one.replayableFrom().stream())
            .max(Instant::compareTo)
            .orElse(null)
        : null;
  }

  /** Of what is in effect at the window's end. */
  private static SortedMap<String, String> configurations(Window window, Timelines timelines) {
    SortedMap<String, String> hashes = new TreeMap<>();
    timelines
        .strategies()
        .at(window.to().minusNanos(1))
        .ifPresent(
            edition ->
                edition.byId().forEach((id, one) -> hashes.put(id, one.configurationHash())));
    return hashes;
  }
}
