package io.tidemark.core.feature;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.BarComposer;
import io.tidemark.core.indicator.Peers;
import io.tidemark.model.Microstructure;
import io.tidemark.model.Symbol;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the past of one instrument.
 *
 * @param bars of the shortest timeframe that is read, as recorded; longer ones are made of them as
 *     {@link BarComposer} says, so that the VWAP of a longer bar may differ in its 16th digit from
 *     one made of trades
 * @param peers what the instrument is compared with
 * @param peerBars bars of peers, by symbol, of any timeframe; those not known are absent
 * @param microstructure what stood beside the bars that closed at an instant, by that instant;
 *     empty where books and trades were not recorded
 */
public record FeatureHistory(
    BarColumns bars,
    Peers peers,
    SortedMap<Symbol, BarColumns> peerBars,
    SortedMap<Instant, Microstructure> microstructure) {

  public FeatureHistory {
    peerBars = Collections.unmodifiableSortedMap(new TreeMap<>(peerBars));
    microstructure = Collections.unmodifiableSortedMap(new TreeMap<>(microstructure));
  }

  /** Bars and nothing beside them. */
  public static FeatureHistory of(BarColumns bars) {
    return new FeatureHistory(bars, Peers.NONE, new TreeMap<>(), new TreeMap<>());
  }

  /** The same with the bars of peers. */
  public FeatureHistory with(Peers others, SortedMap<Symbol, BarColumns> othersBars) {
    return new FeatureHistory(bars, others, othersBars, microstructure);
  }

  /** The same with what was recorded of books and trades. */
  public FeatureHistory with(SortedMap<Instant, Microstructure> recorded) {
    return new FeatureHistory(bars, peers, peerBars, recorded);
  }
}
