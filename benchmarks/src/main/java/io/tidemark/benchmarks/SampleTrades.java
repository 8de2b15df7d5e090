package io.tidemark.benchmarks;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A seeded random walk of trades, some ten a minute as in a quiet market. */
final class SampleTrades {

  static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private static final long SEED = 20131125;
  private static final Instant START = Instant.parse("2013-11-25T00:00:00Z");

  private SampleTrades() {}

  static List<MarketTrade> of(int count) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<MarketTrade> trades = new ArrayList<>(count);
    Instant time = START;
    long cents = 80_000;
    for (int number = 0; number < count; number++) {
      time = time.plusMillis(random.nextLong(1, 12_000));
      cents = Math.max(100, cents + random.nextLong(-50, 51));
      trades.add(
          new MarketTrade(
              BTC,
              "t" + number,
              new Price(BigDecimal.valueOf(cents, 2)),
              new Quantity(BigDecimal.valueOf(random.nextLong(1, 500_000_000), 8)),
              random.nextBoolean() ? Side.BUY : Side.SELL,
              time,
              time));
    }
    return trades;
  }
}
