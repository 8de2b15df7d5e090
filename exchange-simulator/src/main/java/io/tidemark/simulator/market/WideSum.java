package io.tidemark.simulator.market;

import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** Sums amounts and costs exactly, in 128 bits, so that an average price is a true one. */
final class WideSum {

  private static final int COST_SCALE = TradeTape.PRICE_SCALE + TradeTape.AMOUNT_SCALE;

  private long high;
  private long low;
  private long amount;

  void add(long price, long quantity) {
    long product = price * quantity;
    long sum = low + product;
    high += Math.multiplyHigh(price, quantity) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
    amount += quantity;
  }

  void subtract(long price, long quantity) {
    long product = price * quantity;
    long borrow = Long.compareUnsigned(low, product) < 0 ? 1 : 0;
    low -= product;
    high -= Math.multiplyHigh(price, quantity) + borrow;
    amount -= quantity;
  }

  void clear() {
    high = 0;
    low = 0;
    amount = 0;
  }

  BigDecimal amount() {
    return BigDecimal.valueOf(amount, TradeTape.AMOUNT_SCALE);
  }

  /** Cost by amount; zero if nothing was added. */
  BigDecimal average() {
    if (amount == 0) {
      return BigDecimal.ZERO;
    }
    BigInteger cost =
        BigInteger.valueOf(high)
            .shiftLeft(64)
            .add(new BigInteger(1, ByteBuffer.allocate(8).putLong(low).array()));
    return new BigDecimal(cost, COST_SCALE)
        .divide(amount(), TradeTape.PRICE_SCALE, RoundingMode.HALF_UP);
  }
}
