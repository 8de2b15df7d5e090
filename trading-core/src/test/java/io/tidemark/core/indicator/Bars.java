package io.tidemark.core.indicator;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.time.Instant;

/** Makes bars, one after the other. */
final class Bars {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private Bars() {}

  /** The minute bar of a place, without microstructure. */
  static Bar minute(int index, String close) {
    return bar(Timeframe.M1, START.plusSeconds(60L * index), close);
  }

  static Bar bar(Timeframe timeframe, Instant open, String close) {
    Price price = Price.of(close);
    return new Bar(
        timeframe,
        open,
        price,
        price,
        price,
        price,
        Quantity.of("1"),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }
}
