package io.tidemark.benchmarks.store;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A seeded random walk of minute bars with all of their fields. */
final class SampleBars {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final long SEED = 20240101;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  private Instant open = START;
  private long cents = 4_200_000;

  /** The next so many bars. */
  List<Bar> next(int count) {
    List<Bar> bars = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long close = Math.max(100_000, cents + random.nextInt(-1000, 1001));
      bars.add(bar(cents, close));
      cents = close;
      open = open.plusSeconds(60);
    }
    return bars;
  }

  private Bar bar(long first, long last) {
    long low = Math.min(first, last) - random.nextInt(500);
    long volume = 1 + random.nextInt(2_000_000_000);
    return new Bar(
        Timeframe.M1,
        open,
        cents(first),
        cents(Math.max(first, last) + random.nextInt(500)),
        cents(low),
        cents(last),
        new Quantity(BigDecimal.valueOf(volume, 8)),
        new Price(BigDecimal.valueOf(low * 10_000_000L + random.nextInt(10_000_000), 9)),
        1L + random.nextInt(5000),
        new Quantity(BigDecimal.valueOf(random.nextLong(volume), 8)),
        BigDecimal.valueOf(random.nextInt(200_000_000) - 100_000_000L, 8),
        BigDecimal.valueOf(1 + random.nextInt(10_000_000), 12),
        Completeness.COMPLETE,
        BarSource.TRADES,
        0);
  }

  private static Price cents(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }
}
