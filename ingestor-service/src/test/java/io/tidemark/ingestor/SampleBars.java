package io.tidemark.ingestor;

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
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Minute bars that are the same for the same seed. */
public final class SampleBars {

  private SampleBars() {}

  /** So many complete bars from trades, a minute apart. */
  public static List<Bar> minutes(long seed, Instant start, int count) {
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>(count);
    long cents = 4_200_000;
    for (int i = 0; i < count; i++) {
      long close = Math.max(100_000, cents + random.nextInt(2001) - 1000);
      bars.add(minute(random, start.plusSeconds(60L * i), cents, close));
      cents = close;
    }
    return bars;
  }

  private static Bar minute(Random random, Instant open, long first, long last) {
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
        random.nextInt(50) == 0 ? null : BigDecimal.valueOf(1 + random.nextInt(10_000_000), 12),
        Completeness.COMPLETE,
        BarSource.TRADES,
        0);
  }

  /** The same numbers as a partial bar. */
  public static Bar partial(Bar bar) {
    return edition(bar, bar.volume(), Completeness.PARTIAL, 0);
  }

  /** Another edition. */
  public static Bar edition(Bar bar, Quantity volume, Completeness completeness, int revision) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        volume,
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        completeness,
        bar.source(),
        revision);
  }

  /** What a venue tells of it. */
  public static Bar venueCandle(Bar bar, Quantity volume, @Nullable BigDecimal spread) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        volume,
        null,
        null,
        null,
        null,
        spread,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  private static Price cents(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }
}
