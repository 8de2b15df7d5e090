package io.tidemark.scanner.scan;

import io.tidemark.core.signal.ScanStage;
import io.tidemark.model.InstrumentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages of the instruments on one partition, and how far they have come. */
final class PartitionScan {

  private final int partition;
  private final Map<InstrumentId, ScanStage> stages = new HashMap<>();
  private long nextOffset;

  /**
   * @param nextOffset the first offset that is not in the stages yet
   */
  PartitionScan(int partition, long nextOffset) {
    this.partition = partition;
    this.nextOffset = nextOffset;
  }

  Optional<ScanStage> stage(InstrumentId instrument) {
    return Optional.ofNullable(stages.get(instrument));
  }

  void put(InstrumentId instrument, ScanStage stage) {
    stages.put(instrument, stage);
  }

  /** Everything up to {@code offset} is in the stages. */
  void passed(long offset) {
    nextOffset = Math.max(nextOffset, offset + 1);
  }

  List<StageSnapshot> snapshots() {
    List<StageSnapshot> snapshots = new ArrayList<>(stages.size());
    stages.forEach(
        (instrument, stage) ->
            snapshots.add(
                new StageSnapshot(
                    instrument, partition, nextOffset, stage.strategiesHash(), stage.snapshot())));
    return snapshots;
  }
}
