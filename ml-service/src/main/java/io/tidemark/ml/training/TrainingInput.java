package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureHistory;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.model.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What is learnt from.
 *
 * @param history at least one bar
 * @param trades those that meta-labels tell of; empty for other targets
 * @param sha256 of what the bars were read from, in lower-case hexadecimal
 */
public record TrainingInput(FeatureHistory history, List<ClosedTrade> trades, String sha256) {

  /**
   * @throws IllegalArgumentException if there is no bar
   */
  public TrainingInput {
    trades = List.copyOf(trades);
    if (history.bars().size() == 0) {
      throw new IllegalArgumentException("there must be at least one bar to learn from, is none");
    }
  }

  /**
   * The latest days of bars of which nothing else is known; what came before them is not looked at,
   * so that the same days always give the same model.
   *
   * @param days 1 or above
   * @param sha256 of what the bars were read from
   * @throws IllegalArgumentException if there is no bar
   */
  public static TrainingInput latest(BarColumns bars, int days, String sha256) {
    if (bars.size() == 0) {
      throw new IllegalArgumentException("there must be at least one bar to learn from, is none");
    }
    Instant end = Instant.ofEpochMilli(bars.closeMillis(bars.size() - 1));
    BarColumns latest = bars.between(end.minus(Duration.ofDays(days)), end);
    return new TrainingInput(FeatureHistory.of(latest), List.of(), sha256);
  }

  /**
   * The same with the bars of peers.
   *
   * @param peers what the instrument is compared with
   * @param bars of each peer whose bars are known
   * @param together SHA-256 of what all of it was read from
   */
  public TrainingInput with(Peers peers, SortedMap<Symbol, BarColumns> bars, String together) {
    return new TrainingInput(history.with(peers, bars), trades, together);
  }

  /** When the first bar opened. */
  public Instant from() {
    return Instant.ofEpochMilli(history.bars().openMillis(0));
  }

  /** When the last bar closed. */
  public Instant to() {
    return Instant.ofEpochMilli(history.bars().closeMillis(history.bars().size() - 1));
  }
}
