package io.tidemark.testkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Candles and trades of a market that walks at random from 100.00, the same for the same seed on
 * every machine. For what real markets do, use {@link SharedData}.
 */
public final class CandleFixtures {

  private static final int PRICE_DECIMALS = 2;
  private static final int AMOUNT_DECIMALS = 4;
  private static final long START_TICKS = 10_000;
  private static final long LOWEST_TICKS = 100;
  private static final int STEP_TICKS = 50;
  private static final int WICK_TICKS = 30;
  private static final int LARGEST_AMOUNT = 100_000;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;

  private CandleFixtures() {}

  /** Candles without a gap, each opening at the close before it. */
  public static List<CandleRow> candles(long seed, int count, Instant start, Duration timeframe) {
    RandomGenerator random = random(seed);
    List<CandleRow> candles = new ArrayList<>(count);
    long open = START_TICKS;
    for (int i = 0; i < count; i++) {
      long close = step(open, random);
      long high = Math.max(open, close) + random.nextInt(WICK_TICKS);
      long low = Math.min(open, close) - random.nextInt(WICK_TICKS);
      candles.add(
          new CandleRow(
              start.plus(timeframe.multipliedBy(i)),
              price(open),
              price(high),
              price(low),
              price(close),
              amount(random)));
      open = close;
    }
    return List.copyOf(candles);
  }

  /** Trades in order of time, at most two seconds apart, some at the same instant. */
  public static List<TradeRow> trades(long seed, int count, Instant start) {
    RandomGenerator random = random(seed);
    List<TradeRow> trades = new ArrayList<>(count);
    long ticks = START_TICKS;
    Instant time = start;
    for (int i = 0; i < count; i++) {
      trades.add(new TradeRow(time, price(ticks), amount(random), random.nextBoolean()));
      ticks = step(ticks, random);
      time =
          random.nextInt(10) == 0
              ? time
              : time.plusMillis(1L + random.nextInt(LONGEST_PAUSE_MILLIS));
    }
    return List.copyOf(trades);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static long step(long ticks, RandomGenerator random) {
    return Math.max(LOWEST_TICKS, ticks + random.nextInt(-STEP_TICKS, STEP_TICKS + 1));
  }

  private static BigDecimal price(long ticks) {
    return BigDecimal.valueOf(ticks, PRICE_DECIMALS);
  }

  private static BigDecimal amount(RandomGenerator random) {
    return BigDecimal.valueOf(1L + random.nextInt(LARGEST_AMOUNT), AMOUNT_DECIMALS);
  }
}
