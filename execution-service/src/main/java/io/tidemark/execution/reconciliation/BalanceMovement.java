package io.tidemark.execution.reconciliation;

import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fill moved.
 *
 * @param number by which our books count it
 * @param time when it happened, by the venue's clock
 * @param amounts by currency; below 0 for what was given
 */
record BalanceMovement(long number, Instant time, Map<String, BigDecimal> amounts) {

  BalanceMovement {
    amounts = Map.copyOf(amounts);
  }

  /** Of a fill, its fee included. */
  static BalanceMovement of(
      long number,
      Instant time,
      Symbol symbol,
      Side side,
      BigDecimal price,
      BigDecimal quantity,
      BigDecimal fee,
      String feeCurrency) {
    BigDecimal bought = side == Side.BUY ? quantity : quantity.negate();
    Map<String, BigDecimal> amounts = new TreeMap<>();
    amounts.merge(symbol.base(), bought, BigDecimal::add);
    amounts.merge(symbol.quote(), bought.multiply(price).negate(), BigDecimal::add);
    amounts.merge(feeCurrency, fee.negate(), BigDecimal::add);
    return new BalanceMovement(number, time, amounts);
  }
}
