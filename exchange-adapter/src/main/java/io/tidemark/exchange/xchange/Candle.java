package io.tidemark.exchange.xchange;

import java.math.BigDecimal;
import java.time.Instant;

/** One row of a venue's candles, its numbers as they were written. */
record Candle(Instant open, String first, String high, String low, String last, String volume) {

  static Candle of(
      Instant open,
      BigDecimal first,
      BigDecimal high,
      BigDecimal low,
      BigDecimal last,
      BigDecimal volume) {
    return new Candle(
        open,
        first.toPlainString(),
        high.toPlainString(),
        low.toPlainString(),
        last.toPlainString(),
        volume.toPlainString());
  }
}
