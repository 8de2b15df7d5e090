package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimals and times as version 2 writes them: numbers with the precision of their kind. */
final class Numbers {

  static final int AMOUNT_SCALE = TradeTape.AMOUNT_SCALE;

  private Numbers() {}

  /** A price with the pair's decimals; a finer one from the data keeps its own. */
  static BigDecimal price(Pair pair, BigDecimal price) {
    int finest = Math.max(price.stripTrailingZeros().scale(), pair.priceDecimals());
    return price.setScale(Math.max(0, finest));
  }

  /** A statistic in prices, rounded to the pair's decimals. */
  static BigDecimal average(Pair pair, BigDecimal price) {
    return price.setScale(pair.priceDecimals(), RoundingMode.HALF_UP);
  }

  /** A quantity with eight decimals. */
  static BigDecimal amount(BigDecimal amount) {
    return amount.setScale(AMOUNT_SCALE, RoundingMode.HALF_UP);
  }

  /** Money, exact. */
  static BigDecimal money(BigDecimal amount) {
    BigDecimal exact = amount.stripTrailingZeros();
    return exact.setScale(Math.max(0, exact.scale()));
  }
}
