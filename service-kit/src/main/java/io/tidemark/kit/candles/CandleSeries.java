package io.tidemark.kit.candles;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;

/** Whose bars these are. */
public record CandleSeries(InstrumentId instrument, Timeframe timeframe) {

  /** {@code exchange|BASE/QUOTE@timeframe}. */
  @Override
  public String toString() {
    return instrument + "@" + timeframe;
  }
}
