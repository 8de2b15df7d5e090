package io.tidemark.kit.candles;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Bars of a CSV by the plainest means: lines as texts, fields as decimals. */
final class CandlesByText {

  private CandlesByText() {}

  static List<Bar> read(InputStream in, Timeframe timeframe) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .filter(line -> !line.isBlank())
          .map(line -> bar(line, timeframe))
          .toList();
    }
  }

  private static Bar bar(String line, Timeframe timeframe) {
    String[] fields = line.split(",", -1);
    return new Bar(
        timeframe,
        Instant.ofEpochMilli(new BigDecimal(fields[0].strip()).longValueExact()),
        Price.of(fields[1].strip()),
        Price.of(fields[2].strip()),
        Price.of(fields[3].strip()),
        Price.of(fields[4].strip()),
        Quantity.of(fields[5].strip()),
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
