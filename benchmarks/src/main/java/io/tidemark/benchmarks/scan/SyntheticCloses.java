package io.tidemark.benchmarks.scan;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The closes of many markets whose prices walk at random, minute by minute: a bar of a minute each,
 * and one of five minutes when those are over. Two of the same arguments tell the same.
 */
final class SyntheticCloses {

  private static final int MINUTES_OF_LONGER = 5;
  private static final double FIRST_PRICE = 100;
  private static final double LOWEST_PRICE = 10;

  private final List<InstrumentId> instruments = new ArrayList<>();
  private final double[] prices;
  private final Instant start;
  private final Random random;
  private long minute;

  /**
   * @param start of the first bar, on the grid of five minutes
   */
  SyntheticCloses(int symbols, Instant start, long seed) {
    for (int i = 0; i < symbols; i++) {
      instruments.add(InstrumentId.of("kraken", "C" + i + "/USD"));
    }
    this.prices = new double[symbols];
    Arrays.fill(prices, FIRST_PRICE);
    this.start = start;
    this.random = new Random(seed);
  }

  List<InstrumentId> instruments() {
    return List.copyOf(instruments);
  }

  /** What every market tells at the close of the next minute. */
  List<BarsClosed> next() {
    Instant open = start.plusSeconds(60 * minute);
    Instant close = open.plusSeconds(60);
    boolean endsLonger = minute % MINUTES_OF_LONGER == MINUTES_OF_LONGER - 1;
    List<BarsClosed> closes = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      double from = prices[i];
      prices[i] = Math.max(LOWEST_PRICE, from + random.nextGaussian() * 0.3);
      List<Bar> bars = new ArrayList<>(List.of(bar(Timeframe.M1, open, from, prices[i])));
      if (endsLonger) {
        bars.add(bar(Timeframe.M5, close.minusSeconds(60 * MINUTES_OF_LONGER), from, prices[i]));
      }
      closes.add(new BarsClosed(instruments.get(i), close, bars, false, close));
    }
    minute++;
    return closes;
  }

  private Bar bar(Timeframe timeframe, Instant open, double from, double to) {
    return new Bar(
        timeframe,
        open,
        price(from),
        price(Math.max(from, to) + 0.1),
        price(Math.min(from, to) - 0.1),
        price(to),
        new Quantity(BigDecimal.valueOf(1 + random.nextInt(50), 1)),
        price((from + to) / 2),
        10L,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.TRADES,
        0);
  }

  private static Price price(double value) {
    return new Price(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN));
  }
}
