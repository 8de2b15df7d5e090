package io.tidemark.ml.run;

import io.tidemark.core.feature.FeatureHistory;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.Peers;
import io.tidemark.kit.candles.StoredCandles;
import io.tidemark.kit.log.PeerCloses;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the ingestor has stored of an instrument, and of those that it is compared with as far as
 * features read them: what the live stream of features saw, but for books.
 */
final class StoredHistory {

  private final StoredCandles candles;
  private final Function<InstrumentId, Peers> peers;

  /**
   * @param peers what an instrument is compared with; asked only if features read it
   */
  StoredHistory(StoredCandles candles, Function<InstrumentId, Peers> peers) {
    this.candles = candles;
    this.peers = peers;
  }

  /**
   * What was read.
   *
   * @param history at least one bar
   * @param sha256 over all of it that the learnt features read
   */
  record Read(FeatureHistory history, String sha256) {}

  /**
   * Reads.
   *
   * @param timeframe of all bars
   * @param from of the first open; a peer's close before it is known as well
   * @param to excluded
   * @param learnt features that are learnt from
   * @param judged further ones, of models that are judged beside
   * @throws io.tidemark.kit.candles.IngestorAwayException if bars cannot be had now
   * @throws IOException if they cannot be had at all; of a peer there may be none
   */
  Read read(
      InstrumentId instrument,
      Timeframe timeframe,
      Instant from,
      Instant to,
      FeatureSet learnt,
      List<FeatureSet> judged)
      throws IOException {
    StoredCandles.Answer own = candles.read(instrument, timeframe, from, to);
    FeatureHistory alone = FeatureHistory.of(own.columns());
    List<FeatureSet> all = Stream.concat(Stream.of(learnt), judged.stream()).toList();
    if (all.stream().noneMatch(FeatureSet::readsPeers)) {
      return new Read(alone, own.sha256());
    }
    Peers known = peers.apply(instrument);
    Set<Symbol> learntFrom = PeerCloses.symbols(readBy(known, List.of(learnt)));
    StringBuilder beside = new StringBuilder();
    SortedMap<Symbol, BarColumns> bars = new TreeMap<>();
    for (Symbol symbol : PeerCloses.symbols(readBy(known, all))) {
      if (symbol.equals(instrument.symbol())) {
        bars.put(symbol, own.columns());
        continue;
      }
      Optional<StoredCandles.Answer> answer =
          candles.find(
              new InstrumentId(instrument.exchange(), symbol),
              timeframe,
              from.minus(timeframe.nominalLength()),
              to);
      answer.ifPresent(told -> bars.put(symbol, told.columns()));
      if (learntFrom.contains(symbol)) {
        beside
            .append(' ')
            .append(symbol)
            .append(' ')
            .append(answer.map(StoredCandles.Answer::sha256).orElse(""));
      }
    }
    return new Read(
        alone.with(known, bars),
        beside.isEmpty() ? own.sha256() : Ids.sha256(own.sha256() + beside));
  }

  /** Reads what one set of features reads. */
  Read read(
      InstrumentId instrument, Timeframe timeframe, Instant from, Instant to, FeatureSet features)
      throws IOException {
    return read(instrument, timeframe, from, to, features, List.of());
  }

  /** Of the peers those whose closes features read. */
  private static Peers readBy(Peers peers, List<FeatureSet> sets) {
    return new Peers(
        reads(sets, BarField.BTC_CLOSE) ? peers.bitcoin() : null,
        reads(sets, BarField.SECTOR_INDEX) ? peers.sector() : List.of());
  }

  private static boolean reads(List<FeatureSet> sets, BarField field) {
    return sets.stream()
        .anyMatch(
            set ->
                IntStream.range(0, set.size())
                    .anyMatch(feature -> set.beyondCandles(feature).contains(field)));
  }
}
