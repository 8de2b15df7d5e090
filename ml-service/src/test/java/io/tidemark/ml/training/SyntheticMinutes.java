package io.tidemark.ml.training;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Minutes from the start of 2024 whose changes follow the ones before by a known share. With a
 * share of 0 the closes are a random walk, of which nobody can know anything.
 */
public final class SyntheticMinutes {

  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  /** Of the changes, as a share of the price. */
  private static final double DEVIATION = 0.001;

  private SyntheticMinutes() {}

  /** With an unmistakable signal: 94 % of a change's variance is known before. */
  public static List<Bar> trending(int count) {
    return of(0.97, 11, count);
  }

  /** Without any. */
  public static List<Bar> randomWalk(int count) {
    return of(0, 12, count);
  }

  /** As columns. */
  public static BarColumns columns(List<Bar> bars) {
    return BarColumns.of(Timeframe.M1, bars);
  }

  private static List<Bar> of(double share, long seed, int count) {
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>();
    double change = 0;
    double close = 10_000;
    for (int i = 0; i < count; i++) {
      change = share * change + Math.sqrt(1 - share * share) * random.nextGaussian();
      double open = close;
      close = open * Math.exp(DEVIATION * change);
      bars.add(
          new Bar(
              Timeframe.M1,
              START.plusSeconds(60L * i),
              price(open),
              price(Math.max(open, close)),
              price(Math.min(open, close)),
              price(close),
              Quantity.of("1"),
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

  private static Price price(double value) {
    return new Price(BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN));
  }
}
