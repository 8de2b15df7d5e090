package io.tidemark.core.risk;

import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What the use of an account's limits is told by.
 *
 * @param now in market time
 * @param equity of each quote currency
 * @param marks what the guards remember
 * @param holdings positions that are open, opening or closing
 */
public record RiskStanding(
    Instant now, List<Equity> equity, RiskState.Marks marks, List<Holding> holdings) {

  public RiskStanding {
    equity = List.copyOf(equity);
    holdings = List.copyOf(holdings);
  }

  /**
   * Equity in one quote currency.
   *
   * @param mark what it is measured against
   */
  public record Equity(Money now, EquityMark mark) {}

  /**
   * A position.
   *
   * @param cost what its entries have cost, and may still cost, in its quote currency
   * @param worth what it is worth at the last price, whichever way, with what its entries may still
   *     fill
   */
  public record Holding(String strategy, String currency, BigDecimal cost, BigDecimal worth) {}
}
