package io.tidemark.backtester.run;

import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.kit.candles.IngestorAwayException;
import io.tidemark.kit.candles.StoredCandles;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bars of a market that the ingestor of a running suite has stored. */
final class StoredHistory {

  private final StoredCandles candles;

  StoredHistory(URI ingestor) {
    this.candles = new StoredCandles(ingestor);
  }

  /**
   * Asks for the bars of a market's symbols.
   *
   * @param from of the first open; null for the first there is
   * @param to excluded; null for the last there is
   * @throws IngestorAwayException if the ingestor does not answer now
   * @throws IOException if it refuses, or has none
   */
  MarketHistory read(
      Market market, Timeframe timeframe, @Nullable Instant from, @Nullable Instant to)
      throws IOException {
    SortedMap<InstrumentId, MarketHistory.Source> sources = new TreeMap<>();
    for (Symbol symbol : market.symbols()) {
      InstrumentId instrument = new InstrumentId(market.exchange(), symbol);
      StoredCandles.Answer answer = candles.read(instrument, timeframe, from, to);
      sources.put(instrument, new MarketHistory.Source(answer.columns(), answer.sha256(), 0));
    }
    return MarketHistory.of(sources, true);
  }
}
