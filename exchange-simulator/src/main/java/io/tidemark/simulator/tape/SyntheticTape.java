package io.tidemark.simulator.tape;

import io.tidemark.model.Ids;
import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * Trades that nobody made: a price that goes up or down a few ticks a trade, at times as far apart
 * on average as the plan says. The same plan always gives the same trades. For load, not for
 * judging a strategy.
 */
public final class SyntheticTape {

  private static final int PRICE_DECIMALS = 2;
  private static final long TICK =
      BigDecimal.ONE.movePointRight(TradeTape.PRICE_SCALE - PRICE_DECIMALS).longValueExact();
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final int LARGEST_STEP = 3;
  private static final long LARGEST_AMOUNT =
      BigDecimal.TWO.movePointRight(TradeTape.AMOUNT_SCALE).longValueExact();

  /**
   * What to make.
   *
   * @param seed of everything that is drawn
   * @param start when the first trade happens
   * @param length of the tape, above zero
   * @param tradesPerSecond on average, from 1 to 1000
   * @param price of the first trade, in hundredths of the quote currency, from 100 to 1e8
   */
  public record Plan(long seed, Instant start, Duration length, int tradesPerSecond, long price) {

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Plan {
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("length must be above zero, was " + length);
      }
      requireWithin("tradesPerSecond", tradesPerSecond, 1, 1000);
      requireWithin("price", price, 100, 100_000_000);
    }

    private static void requireWithin(String field, long value, long least, long most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s must be from %d to %d, was %d".formatted(field, least, most, value));
      }
    }

    public Plan withSeed(long newSeed) {
      return new Plan(newSeed, start, length, tradesPerSecond, price);
    }
  }

  private SyntheticTape() {}

  /** Makes the trades of a plan. */
  public static Recording make(Plan plan) {
    SplittableRandom random = new SplittableRandom(plan.seed());
    TapeBuilder tape = new TapeBuilder();
    long start = ChronoUnit.MICROS.between(Instant.EPOCH, plan.start());
    long end = start + plan.length().toNanos() / 1000;
    long gap = 2 * MICROS_A_SECOND / plan.tradesPerSecond();
    long price = plan.price() * TICK;
    for (long time = start; time < end; time += 1 + random.nextLong(gap)) {
      tape.trade(
          time,
          price,
          1 + random.nextLong(LARGEST_AMOUNT),
          random.nextBoolean() ? Side.BUY : Side.SELL);
      price = Math.max(TICK, price + random.nextInt(-LARGEST_STEP, LARGEST_STEP + 1) * TICK);
    }
    return tape.build(
        "synthetic, seed " + plan.seed(), Ids.sha256(plan.toString()), PRICE_DECIMALS);
  }
}
