package io.tidemark.core.strategy.builtin;

import io.tidemark.core.history.BarComposer;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Microstructure;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up minutes of kraken's BTC/USD, with bars of five minutes, in phases of trend and chop. */
public final class Walk {

  public static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private Walk() {}

  /** Closes of some minutes; the same seed gives the same. */
  public static List<BarsClosed> minutes(int count, long seed) {
    Random random = new Random(seed);
    List<BarsClosed> messages = new ArrayList<>();
    List<Bar> five = new ArrayList<>();
    double price = 1000;
    double drift = 0;
    for (int i = 0; i < count; i++) {
      if (i % 90 == 0) {
        drift = random.nextInt(3) - 1;
      }
      double open = price;
      price = Math.max(10, price + 0.8 * drift + 2.5 * random.nextGaussian());
      Bar bar = bar(i, open, price, random);
      five.add(bar);
      List<Bar> closing = new ArrayList<>(List.of(bar));
      if (i % 5 == 4) {
        closing.add(BarComposer.compose(Timeframe.M5, five));
        five.clear();
      }
      messages.add(
          new BarsClosed(BTC, bar.closeTime(), closing, false, book(random), bar.closeTime()));
    }
    return messages;
  }

  private static Bar bar(int minute, double open, double close, Random random) {
    double high = Math.max(open, close) + random.nextDouble();
    double low = Math.min(open, close) - random.nextDouble();
    double volume = 1 + random.nextInt(40) / 10.0 + (random.nextInt(12) == 0 ? 8 : 0);
    return new Bar(
        Timeframe.M1,
        START.plusSeconds(60L * minute),
        price(open),
        price(high),
        price(low),
        price(close),
        new Quantity(BigDecimal.valueOf(volume)),
        price((high + low + close) / 3),
        10L,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.TRADES,
        0);
  }

  private static Microstructure book(Random random) {
    Quantity bids = new Quantity(BigDecimal.valueOf(1 + random.nextInt(20)));
    Quantity asks = new Quantity(BigDecimal.valueOf(1 + random.nextInt(20)));
    return new Microstructure(bids, asks, null, null, new BigDecimal("0.0002"), null, null);
  }

  private static Price price(double value) {
    return new Price(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN));
  }
}
