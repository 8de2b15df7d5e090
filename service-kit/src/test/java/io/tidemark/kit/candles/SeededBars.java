package io.tidemark.kit.candles;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Bars of every shape, the same for the same seed: holes, digits from 1 to 60, absent fields. */
final class SeededBars {

  private final Random random;
  private final Timeframe timeframe;
  private final int digits;
  private final boolean mixed;

  private SeededBars(long seed, Timeframe timeframe) {
    this.random = new Random(seed);
    this.timeframe = timeframe;
    this.digits = 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 12);
    this.mixed = random.nextBoolean();
  }

  static List<Bar> of(long seed, Timeframe timeframe, int count) {
    SeededBars bars = new SeededBars(seed, timeframe);
    List<Bar> made = new ArrayList<>(count);
    Instant open = timeframe.openOf(Instant.parse("2013-11-25T00:00:00Z"));
    for (int i = 0; i < count; i++) {
      made.add(bars.next(open));
      int steps = bars.random.nextInt(20) == 0 ? 1 + bars.random.nextInt(50) : 1;
      for (int step = 0; step < steps; step++) {
        open = timeframe.closeOf(open);
      }
    }
    return made;
  }

  private Bar next(Instant open) {
    BigDecimal low = decimal(digits).add(new BigDecimal("0.0001"));
    BigDecimal high = low.add(decimal(digits));
    boolean fromTrades = !mixed || random.nextBoolean();
    return new Bar(
        timeframe,
        open,
        new Price(random.nextBoolean() ? low : high),
        new Price(high),
        new Price(low),
        new Price(random.nextBoolean() ? low : high),
        new Quantity(decimal(digits)),
        fromTrades ? new Price(low) : null,
        fromTrades ? Long.valueOf(random.nextInt(100_000)) : null,
        fromTrades ? new Quantity(decimal(digits)) : null,
        fromTrades ? signed() : null,
        random.nextInt(3) == 0 ? null : signed(),
        Completeness.values()[mixed ? random.nextInt(3) : 0],
        fromTrades ? BarSource.TRADES : BarSource.VENUE_CANDLE,
        mixed ? random.nextInt(3) : 0);
  }

  private BigDecimal signed() {
    BigDecimal value = new BigDecimal(new BigInteger(55, random), random.nextInt(20));
    return random.nextBoolean() ? value.negate() : value;
  }

  private BigDecimal decimal(int most) {
    int length = mixed ? 1 + random.nextInt(most) : most;
    BigInteger unscaled = new BigInteger(4 * length, random);
    int scale = mixed ? random.nextInt(24) - 4 : 2;
    return new BigDecimal(unscaled, scale);
  }

  /** Plain minute bars from trades, as a year of a busy market has them. */
  static List<Bar> year(int count) {
    Random random = new Random(7);
    List<Bar> bars = new ArrayList<>(count);
    Instant open = Instant.parse("2024-01-01T00:00:00Z");
    long cents = 4_200_000;
    for (int i = 0; i < count; i++) {
      long close = cents + random.nextInt(2001) - 1000;
      bars.add(minute(random, open, cents, close));
      cents = Math.max(100_000, close);
      open = open.plusSeconds(60);
    }
    return bars;
  }

  private static Bar minute(Random random, Instant open, long first, long last) {
    long high = Math.max(first, last) + random.nextInt(500);
    long low = Math.min(first, last) - random.nextInt(500);
    long volume = 1 + random.nextInt(2_000_000_000);
    return new Bar(
        Timeframe.M1,
        open,
        cents(first),
        cents(high),
        cents(low),
        cents(last),
        new Quantity(BigDecimal.valueOf(volume, 8)),
        new Price(BigDecimal.valueOf(low * 10_000_000L + random.nextInt(10_000_000), 9)),
        1L + random.nextInt(5000),
        new Quantity(BigDecimal.valueOf(random.nextLong(volume), 8)),
        BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000L), 15 + random.nextInt(2)),
        spread(random),
        Completeness.COMPLETE,
        BarSource.TRADES,
        0);
  }

  private static @Nullable BigDecimal spread(Random random) {
    return random.nextInt(50) == 0 ? null : BigDecimal.valueOf(random.nextInt(1_000_000), 12);
  }

  private static Price cents(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }
}
