package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The trades of one market, oldest first, in 25 bytes each: prices in units of 1e-10 of the quote
 * and amounts in units of 1e-8 of the base, both exact; times in microseconds, strictly rising.
 */
public final class TradeTape {

  /** Decimals that a price can have. */
  public static final int PRICE_SCALE = 10;

  /** Decimals that an amount can have: what Kraken calls lot_decimals. */
  public static final int AMOUNT_SCALE = 8;

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;

  private final List<long[]> times = new ArrayList<>();
  private final List<long[]> prices = new ArrayList<>();
  private final List<long[]> amounts = new ArrayList<>();
  private final BitSet buys = new BitSet();
  private int size;

  /**
   * Adds a trade. One that is not later than the one before is put a microsecond after it, so that
   * a time names one trade and paging by time loses none.
   */
  void add(long timeMicros, long price, long amount, Side taker) {
    int offset = size & MASK;
    if (offset == 0) {
      times.add(new long[CHUNK]);
      prices.add(new long[CHUNK]);
      amounts.add(new long[CHUNK]);
    }
    long time = size == 0 ? timeMicros : Math.max(timeMicros, timeMicros(size - 1) + 1);
    times.getLast()[offset] = time;
    prices.getLast()[offset] = price;
    amounts.getLast()[offset] = amount;
    buys.set(size, taker == Side.BUY);
    size++;
  }

  public int size() {
    return size;
  }

  /** When it happened, in microseconds since the epoch. */
  public long timeMicros(int index) {
    return times.get(index >> CHUNK_BITS)[index & MASK];
  }

  /** In units of 1e-10 of the quote currency. */
  public long price(int index) {
    return prices.get(index >> CHUNK_BITS)[index & MASK];
  }

  /** In units of 1e-8 of the base currency. */
  public long amount(int index) {
    return amounts.get(index >> CHUNK_BITS)[index & MASK];
  }

  public Side taker(int index) {
    return buys.get(index) ? Side.BUY : Side.SELL;
  }

  public BigDecimal priceOf(int index) {
    return BigDecimal.valueOf(price(index), PRICE_SCALE);
  }

  public BigDecimal amountOf(int index) {
    return BigDecimal.valueOf(amount(index), AMOUNT_SCALE);
  }

  /** The first index whose time is after {@code timeMicros}; the size if there is none. */
  public int firstAfter(long timeMicros) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeMicros(middle) <= timeMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
