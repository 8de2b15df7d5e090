package io.tidemark.ml.live;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.kit.log.PeerCloses;
import io.tidemark.kit.log.WarmUpHistory;
import io.tidemark.ml.serve.Past;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bars before, from the log and the ingestor, as far back as features ask for. */
final class LivePast implements Past {

  private static final Logger LOG = LoggerFactory.getLogger(LivePast.class);

  private final LivePlan plan;
  private final WarmUpHistory history;
  private final Map<Integer, Long> delivered = new HashMap<>();

  LivePast(LivePlan plan, WarmUpHistory history) {
    this.plan = plan;
    this.history = history;
  }

  /** Everything of a partition before an offset has come. */
  void delivered(int partition, long nextOffset) {
    delivered.put(partition, nextOffset);
  }

  /**
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  @Override
  public List<Input> before(FeatureSet set, BarsClosed first) {
    int partition = PeerCloses.partitionOf(first.instrument());
    Peers peers = plan.peersOf(first.instrument());
    WarmUpHistory.Before before =
        history.before(
            partition,
            delivered.getOrDefault(partition, 0L),
            first,
            bars(set, first.closeTime()),
            set.timeframes());
    Function<BarsClosed, SortedMap<Symbol, Double>> closes =
        FeatureInputs.areRead(set, peers)
            ? history.peers(first, peers, before)
            : _ -> Collections.emptySortedMap();
    LOG.info(
        "event=features_begin instrument={} closeTime={} instants={} ofLog={} warmedFrom={}",
        first.instrument(),
        first.closeTime(),
        before.instants().size(),
        before.ofLog(),
        before.from().map(Instant::toString).orElse("none"));
    return before.instants().stream()
        .map(bars -> new Input(bars, new MarketContext(bars.microstructure(), closes.apply(bars))))
        .toList();
  }

  /** Several times what is needed, so that recursive averages have settled. */
  private static Map<Timeframe, Integer> bars(FeatureSet set, Instant end) {
    Instant from = set.historyFrom();
    Map<Timeframe, Integer> bars = new TreeMap<>();
    set.warmUp()
        .forEach(
            (timeframe, count) ->
                bars.put(
                    timeframe,
                    Math.max(
                        count * WarmUpHistory.TIMES,
                        from == null || !from.isBefore(end)
                            ? 0
                            : (int) Duration.between(from, end).dividedBy(timeframe.nominalLength())
                                + 1)));
    return bars;
  }

  /** Lets go of what was read. */
  void release() {
    history.release();
  }
}
