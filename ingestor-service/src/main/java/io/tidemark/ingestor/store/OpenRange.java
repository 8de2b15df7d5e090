package io.tidemark.ingestor.store;

import java.time.Instant;
import java.util.List;

/** The first and the last open time of some bars. */
record OpenRange(Instant first, Instant last) {

  static OpenRange of(List<Candle> candles) {
    Instant any = candles.getFirst().bar().openTime();
    OpenRange range = new OpenRange(any, any);
    for (Candle candle : candles) {
      Instant open = candle.bar().openTime();
      range = range.union(new OpenRange(open, open));
    }
    return range;
  }

  OpenRange union(OpenRange other) {
    return new OpenRange(
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last);
  }
}
