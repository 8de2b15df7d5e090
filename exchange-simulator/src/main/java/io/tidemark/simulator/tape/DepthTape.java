package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The changes of one market's book, oldest first, in steps that happen at one time each. A step may
 * be the whole book, as the first one is; then nothing stays of what was before. Prices and amounts
 * are in a {@link TradeTape}'s units; an amount of 0 takes the level away.
 */
public final class DepthTape {

  private long[] times = new long[1024];
  private int[] firstChanges = new int[1025];
  private int steps;
  private long[] prices = new long[8192];
  private long[] amounts = new long[8192];
  private final BitSet bids = new BitSet();
  private final BitSet wholes = new BitSet();
  private int changes;

  /**
   * Begins a step; its time is never before that of the step before.
   *
   * @param whole whether its changes are the whole book
   */
  void step(long timeMicros, boolean whole) {
    if (steps == times.length) {
      times = Arrays.copyOf(times, steps * 2);
      firstChanges = Arrays.copyOf(firstChanges, steps * 2 + 1);
    }
    times[steps] = steps == 0 ? timeMicros : Math.max(timeMicros, times[steps - 1]);
    wholes.set(steps, whole);
    firstChanges[steps++] = changes;
    firstChanges[steps] = changes;
  }

  /** Adds a change to the step that was begun last. */
  void change(Side side, long price, long amount) {
    if (changes == prices.length) {
      prices = Arrays.copyOf(prices, changes * 2);
      amounts = Arrays.copyOf(amounts, changes * 2);
    }
    prices[changes] = price;
    amounts[changes] = amount;
    bids.set(changes++, side == Side.BUY);
    firstChanges[steps] = changes;
  }

  /** How many steps there are. */
  public int size() {
    return steps;
  }

  /** When a step happened, in microseconds since the epoch. */
  public long timeMicros(int step) {
    return times[step];
  }

  /** Whether a step is the whole book: what was before it is gone. */
  public boolean isWhole(int step) {
    return wholes.get(step);
  }

  /** The first change of a step; of the size, how many changes there are. */
  public int firstChange(int step) {
    return firstChanges[step];
  }

  public Side side(int change) {
    return bids.get(change) ? Side.BUY : Side.SELL;
  }

  /** In units of 1e-10 of the quote currency. */
  public long price(int change) {
    return prices[change];
  }

  /** In units of 1e-8 of the base currency. */
  public long amount(int change) {
    return amounts[change];
  }
}
