package io.tidemark.scanner.market;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a market stood at an instant, as far as the scan knows it.
 *
 * @param sentiment from -1 to 1; null before the first decision
 * @param btcCorrelation null if no strategy reads it
 * @param indicators by timeframe, by name
 */
record MarketSnapshot(
    InstrumentId instrument,
    Instant time,
    Bar bar,
    @Nullable Double sentiment,
    @Nullable Double btcCorrelation,
    SortedMap<String, SortedMap<String, Double>> indicators) {

  static MarketSnapshot of(InstrumentId instrument, Instant time, MarketView view) {
    return new MarketSnapshot(
        instrument, time, view.bar(), view.sentiment(), view.btcCorrelation(), view.indicators());
  }
}
