package io.tidemark.ingestor;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trades that are the same for the same seed: uneven in time, some at one instant. */
public final class SeededTrades {

  public static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");

  private SeededTrades() {}

  /** So many trades from {@code start} on, on average {@code spacing} apart. */
  public static List<MarketTrade> of(long seed, Instant start, int count, Duration spacing) {
    Random random = new Random(seed);
    List<MarketTrade> trades = new ArrayList<>(count);
    Instant time = start;
    long cents = 100_000;
    for (int i = 0; i < count; i++) {
      if (random.nextInt(5) > 0) {
        time = time.plusMillis((long) (-Math.log(1 - random.nextDouble()) * spacing.toMillis()));
      }
      cents = Math.max(1, cents + random.nextInt(201) - 100);
      trades.add(
          new MarketTrade(
              BTC_USD,
              "t" + i,
              new Price(BigDecimal.valueOf(cents, 2)),
              new Quantity(BigDecimal.valueOf(1 + random.nextInt(1_000_000), 6)),
              random.nextBoolean() ? Side.BUY : Side.SELL,
              time,
              time));
    }
    return trades;
  }
}
