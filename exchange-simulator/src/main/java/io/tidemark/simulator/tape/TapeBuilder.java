package io.tidemark.simulator.tape;

import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Fills a tape and keeps count of what could not be taken as it was. */
final class TapeBuilder {

  private final TradeTape tape = new TradeTape();
  private final int[] pricesByDecimals = new int[TradeTape.PRICE_SCALE + 1];
  private int prices;
  private int skippedRows;
  private int roundedValues;
  private Side lastTaker = Side.BUY;
  private long lastPrice;

  /**
   * @throws ArithmeticException if the price is not below 922 million
   */
  long price(BigDecimal value) {
    long price = unscaled(rounded(value, TradeTape.PRICE_SCALE), TradeTape.PRICE_SCALE);
    pricesByDecimals[decimals(price)]++;
    prices++;
    return price;
  }

  /** The decimals that a price in the tape's units does with. */
  private static int decimals(long price) {
    int decimals = TradeTape.PRICE_SCALE;
    for (long rest = price; decimals > 0 && rest % 10 == 0; rest /= 10) {
      decimals--;
    }
    return decimals;
  }

  /**
   * @throws ArithmeticException if the amount is not below 92 billion
   */
  long amount(BigDecimal value) {
    return unscaled(rounded(value, TradeTape.AMOUNT_SCALE), TradeTape.AMOUNT_SCALE);
  }

  private BigDecimal rounded(BigDecimal value, int scale) {
    if (value.scale() <= scale) {
      return value;
    }
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.compareTo(value) != 0) {
      roundedValues++;
    }
    return rounded;
  }

  private static long unscaled(BigDecimal value, int scale) {
    return value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /**
   * Adds a trade.
   *
   * @param taker null if the source does not tell: then the tick rule does (up was bought, down was
   *     sold, no change is as before, the first was bought)
   */
  void trade(long timeMicros, long price, long amount, @Nullable Side taker) {
    if (taker != null) {
      lastTaker = taker;
    } else if (tape.size() > 0 && price != lastPrice) {
      lastTaker = price > lastPrice ? Side.BUY : Side.SELL;
    }
    lastPrice = price;
    tape.add(timeMicros, price, amount, lastTaker);
  }

  void skipRow() {
    skippedRows++;
  }

  boolean isEmpty() {
    return tape.size() == 0;
  }

  Recording build(String source, String sha256) {
    return build(source, sha256, priceDecimals());
  }

  Recording build(String source, String sha256, int priceDecimals) {
    return new Recording(tape, source, sha256, priceDecimals, skippedRows, roundedValues);
  }

  private int priceDecimals() {
    int covered = 0;
    for (int decimals = 0; decimals < pricesByDecimals.length; decimals++) {
      covered += pricesByDecimals[decimals];
      if (covered * 100L >= prices * 99L) {
        return decimals;
      }
    }
    return TradeTape.PRICE_SCALE;
  }
}
