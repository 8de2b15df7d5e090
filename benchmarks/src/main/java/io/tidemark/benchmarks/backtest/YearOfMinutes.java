package io.tidemark.benchmarks.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.kit.candles.CandleFile;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A year of one-minute bars: of the candle file that the system property {@code tidemark.candles}
 * names, or made up from a seed.
 */
final class YearOfMinutes {

  static final BarColumns COLUMNS = read();

  private static final int MINUTES = 525_600;

  private YearOfMinutes() {}

  private static BarColumns read() {
    String file = System.getProperty("tidemark.candles", "");
    if (file.isEmpty()) {
      return BarColumns.of(Timeframe.M1, madeUp());
    }
    try {
      return CandleFile.read(Path.of(file), Timeframe.M1).columns();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A random walk whose steps now and then grow and shrink again. */
  private static List<Bar> madeUp() {
    Random random = new Random(2018);
    Instant start = Instant.parse("2018-01-01T00:00:00Z");
    List<Bar> bars = new ArrayList<>(MINUTES);
    long cents = 900_000;
    double calm = 600;
    for (int i = 0; i < MINUTES; i++) {
      calm = Math.clamp(calm * Math.exp(random.nextGaussian() * 0.02), 100, 3_000);
      long open = cents;
      cents = Math.clamp(cents + Math.round(random.nextGaussian() * calm), 200_000, 4_000_000);
      long high = Math.max(open, cents) + random.nextInt(400);
      long low = Math.min(open, cents) - random.nextInt(400);
      bars.add(
          new Bar(
              Timeframe.M1,
              start.plusSeconds(60L * i),
              price(open),
              price(high),
              price(low),
              price(cents),
              new Quantity(BigDecimal.valueOf(random.nextInt(5_000_000), 6)),
              null,
              null,
              null,
              null,
              null,
              Completeness.COMPLETE,
              BarSource.VENUE_CANDLE,
              0));
    }
    return bars;
  }

  private static Price price(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }
}
