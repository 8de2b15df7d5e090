package io.tidemark.scanner.scan;

import io.tidemark.model.InstrumentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scans of the instruments on one partition, and how far they have come. */
final class PartitionScan {

  private final int partition;
  private final Map<InstrumentId, ScannedInstrument> scans = new HashMap<>();
  private final PublishedDecisions published;
  private long nextOffset;

  /**
   * @param nextOffset the first offset that is not in the scans yet
   * @param published what may have been decided of bars from there on
   */
  PartitionScan(int partition, long nextOffset, PublishedDecisions published) {
    this.partition = partition;
    this.nextOffset = nextOffset;
    this.published = published;
  }

  int partition() {
    return partition;
  }

  PublishedDecisions published() {
    return published;
  }

  Optional<ScannedInstrument> of(InstrumentId instrument) {
    return Optional.ofNullable(scans.get(instrument));
  }

  void put(InstrumentId instrument, ScannedInstrument scan) {
    scans.put(instrument, scan);
  }

  /** Everything up to {@code offset} is in the scans. */
  void passed(long offset) {
    nextOffset = Math.max(nextOffset, offset + 1);
  }

  Set<InstrumentId> instruments() {
    return scans.keySet();
  }

  List<StageSnapshot> snapshots() {
    List<StageSnapshot> snapshots = new ArrayList<>(scans.size());
    scans.forEach(
        (instrument, scan) ->
            snapshots.add(new StageSnapshot(instrument, partition, nextOffset, scan.snapshot())));
    return snapshots;
  }
}
