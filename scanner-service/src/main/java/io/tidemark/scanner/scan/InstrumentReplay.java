package io.tidemark.scanner.scan;

import io.tidemark.core.parity.ParityCheck;
import io.tidemark.core.parity.Window;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.scanner.scan.ScanSteps.Stepped;
import io.tidemark.scanner.scan.ScanSteps.Timelines;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Steps a scan of its own over the recorded bars of one instrument, and compares what it decides.
 * It begins where a scan began that is on record, or with a checkpoint.
 */
final class InstrumentReplay {

  private static final String NO_BEGINNING =
      "no state to begin with is on record before them whose bars Kafka still keeps";
  private static final String UNDECIDED = "not decided on yet; ask again later";
  private static final String DECISIONS_GONE = "Kafka no longer keeps what was decided on them";
  static final String BARS_GONE = "Kafka no longer keeps them";

  private final InstrumentId instrument;
  private final int partition;
  private final RecordedInputs record;
  private final Timelines timelines;
  private final Window window;
  private final Set<Instant> begun;
  private final Deque<StageSnapshot> checkpoints;
  private final ReplayGaps gaps = new ReplayGaps();
  private final ParityCheck<RecordedDecision> check =
      new ParityCheck<>(RecordedDecision::subject, RecordedDecision::decision);

  private @Nullable PartitionScan scan;
  private String whyNot = NO_BEGINNING;
  private Instant latest = Instant.MIN;
  private long inputs;

  /**
   * @param begun the closes of the bars that strategies began with
   * @param checkpoints that it may begin with, the earliest first
   */
  InstrumentReplay(
      InstrumentId instrument,
      int partition,
      RecordedInputs record,
      Timelines timelines,
      Window window,
      Set<Instant> begun,
      Collection<StageSnapshot> checkpoints) {
    this.instrument = instrument;
    this.partition = partition;
    this.record = record;
    this.timelines = timelines;
    this.window = window;
    this.begun = begun;
    this.checkpoints = new ArrayDeque<>(checkpoints);
  }

  private PartitionScan emptyScan() {
    return new PartitionScan(partition, 0, PublishedDecisions.none());
  }

  ReplayGaps gaps() {
    return gaps;
  }

  ParityCheck<RecordedDecision> check() {
    return check;
  }

  /** How many instants of the window had bars. */
  long inputs() {
    return inputs;
  }

  /**
   * Takes the next bars of the log.
   *
   * @param isDecided whether the scanner has decided on them
   * @throws org.springframework.dao.DataAccessException if Postgres does not answer
   */
  void take(long offset, BarsClosed bars, boolean isDecided, RecordedDecisions recorded) {
    beginBefore(offset);
    Instant closeTime = bars.closeTime();
    if (bars.correction() || closeTime.equals(latest)) {
      return;
    }
    if (begun.contains(closeTime) && record.begins(bars, timelines)) {
      scan = emptyScan();
    } else if (closeTime.isBefore(latest)) {
      return;
    }
    latest = closeTime;
    Optional<Stepped> stepped = step(offset, bars);
    if (window.contains(closeTime)) {
      compare(offset, bars, isDecided, recorded, decisions(stepped));
    }
  }

  private void compare(
      long offset,
      BarsClosed bars,
      boolean isDecided,
      RecordedDecisions recorded,
      List<RecordedDecision> now) {
    Instant closeTime = bars.closeTime();
    List<RecordedDecision> before = recorded.take(instrument, closeTime);
    boolean isWanted = !record.steps().wanted(bars, timelines).isEmpty();
    if (!isWanted && before.isEmpty()) {
      return;
    }
    inputs++;
    Optional<String> gap = gap(isWanted, isDecided, closeTime.isBefore(recorded.completeFrom()));
    if (gap.isPresent()) {
      gaps.missing(closeTime, gap.get());
    } else {
      gaps.replayed(closeTime);
      check.step(before, now, causes(offset, bars));
    }
  }

  /** Without a scan, a checkpoint of just before the bars will do. */
  private void beginBefore(long offset) {
    while (!checkpoints.isEmpty() && checkpoints.getFirst().nextOffset() <= offset) {
      StageSnapshot checkpoint = checkpoints.removeFirst();
      if (scan == null) {
        record
            .restored(checkpoint, timelines)
            .ifPresent(
                scanned -> {
                  PartitionScan kept = emptyScan();
                  kept.put(instrument, scanned);
                  scan = kept;
                });
      }
    }
  }

  /** Passes bars over that the scan cannot take; what was decided on them is not decided again. */
  void passOver(long offset, BarsClosed bars, RecordedDecisions recorded) {
    if (window.contains(bars.closeTime())) {
      compare(offset, bars, true, recorded, List.of());
    }
  }

  private Optional<Stepped> step(long offset, BarsClosed bars) {
    PartitionScan running = scan;
    if (running == null) {
      return Optional.empty();
    }
    try {
      return record.steps().step(running, offset, bars, timelines, bars.observedAt());
    } catch (NotOnRecordException e) {
      scan = null;
      whyNot = String.valueOf(e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> gap(boolean isWanted, boolean isDecided, boolean isGone) {
    if (!isDecided) {
      return Optional.of(UNDECIDED);
    }
    if (scan == null && isWanted) {
      return Optional.of(whyNot);
    }
    return isGone ? Optional.of(DECISIONS_GONE) : Optional.empty();
  }

  private static List<RecordedDecision> decisions(Optional<Stepped> stepped) {
    return stepped.map(Stepped::outcome).stream()
        .filter(ScanOutcome.Decided.class::isInstance)
        .map(ScanOutcome.Decided.class::cast)
        .flatMap(decided -> RecordedDecision.of(decided.decided()).stream())
        .toList();
  }

  private ParityCheck.Causes<RecordedDecision> causes(long offset, BarsClosed bars) {
    return decision -> record.causes(partition, offset, bars, timelines, decision);
  }
}
