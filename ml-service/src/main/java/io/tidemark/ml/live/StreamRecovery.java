package io.tidemark.ml.live;

import io.tidemark.kit.log.TopicLog;
import io.tidemark.ml.live.FeatureSnapshots.Snapshot;
import io.tidemark.ml.serve.FeatureStreams;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the features of the instruments on a partition to an offset: each from its snapshot, then
 * through the bars since, of which nothing is foretold again. An instrument without a snapshot that
 * fits begins at its next bar.
 */
final class StreamRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(StreamRecovery.class);
  private static final int BARS_AT_ONCE = 1_000;

  private final FeatureSnapshots snapshots;
  private final FeatureInputs inputs;
  private final TopicLog log;

  StreamRecovery(FeatureSnapshots snapshots, FeatureInputs inputs, TopicLog log) {
    this.snapshots = snapshots;
    this.inputs = inputs;
    this.log = log;
  }

  /**
   * The features of a line as they are before the bars at {@code offset}. A snapshot may be past
   * it; its features then pass the bars over that they have taken.
   *
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  void recover(int partition, long offset, ModelLine line) {
    for (FeatureStreams streams : line.streams()) {
      recover(partition, offset, line, streams);
    }
  }

  private void recover(int partition, long offset, ModelLine line, FeatureStreams streams) {
    Map<InstrumentId, Long> next = new HashMap<>();
    List<Snapshot> stored = snapshots.of(partition, streams.set().hash());
    TopicLog.Kept kept = log.kept(Topic.MARKET_BAR, partition);
    for (Snapshot snapshot : stored) {
      if (line.concerns(snapshot.instrument()) && restores(snapshot, kept, streams)) {
        next.put(snapshot.instrument(), snapshot.nextOffset());
      }
    }
    long first = next.values().stream().mapToLong(Long::longValue).min().orElse(offset);
    if (first < offset) {
      replay(partition, first, offset, next, streams);
    }
    LOG.info(
        "event=features_recovered model={} partition={} instruments={} replayedFrom={} offset={}",
        line.model(),
        partition,
        next.size(),
        first,
        offset);
  }

  private void replay(
      int partition,
      long first,
      long offset,
      Map<InstrumentId, Long> next,
      FeatureStreams streams) {
    List<BarsClosed> missed = new ArrayList<>();
    log.read(
        Topic.MARKET_BAR,
        partition,
        first,
        offset,
        message ->
            TopicLog.event(message.value(), BarsClosed.class)
                .filter(
                    bars ->
                        message.offset() >= next.getOrDefault(bars.instrument(), Long.MAX_VALUE))
                .ifPresent(missed::add));
    for (int from = 0; from < missed.size(); from += BARS_AT_ONCE) {
      List<BarsClosed> some = missed.subList(from, Math.min(missed.size(), from + BARS_AT_ONCE));
      for (Input input : inputs.of(some, streams.set().readsPeers())) {
        streams.take(input.bars(), input.context());
      }
    }
  }

  /** Whether the snapshot fits; one that does not is removed. */
  private boolean restores(Snapshot snapshot, TopicLog.Kept kept, FeatureStreams streams) {
    if (snapshot.nextOffset() < kept.first() || snapshot.nextOffset() > kept.end()) {
      return discard(
          snapshot,
          "bars from offset %d on are not kept, only from %d to %d"
              .formatted(snapshot.nextOffset(), kept.first(), kept.end()));
    }
    try {
      streams.restore(snapshot.instrument(), snapshot.state());
      return true;
    } catch (IllegalArgumentException e) {
      return discard(snapshot, String.valueOf(e.getMessage()));
    }
  }

  private boolean discard(Snapshot snapshot, String why) {
    LOG.warn(
        "event=snapshot_discarded instrument={} features={} why=\"{}\" then=\"begins anew at its"
            + " next bar\"",
        snapshot.instrument(),
        snapshot.featureHash(),
        why);
    snapshots.delete(snapshot);
    return false;
  }
}
