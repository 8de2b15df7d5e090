package io.tidemark.core.risk;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Price;
import java.math.BigDecimal;

/**
 * What the size of an entry depends on. Amounts are in the instrument's quote currency.
 *
 * @param sizing what the strategy asks for
 * @param limits what the account allows
 * @param rules what the venue asks for
 * @param equity cash plus open positions at their last price
 * @param freeCash cash that no other entry has reserved
 * @param invested what the position that is added to has cost; 0 for a new one
 * @param reference the price the decision was made at
 * @param slippageAllowance fraction by which the fill may be worse than {@code reference}, 0 or
 *     above
 */
public record SizingRequest(
    PositionSizing sizing,
    RiskLimits limits,
    InstrumentRules rules,
    BigDecimal equity,
    BigDecimal freeCash,
    BigDecimal invested,
    Price reference,
    BigDecimal slippageAllowance) {

  /** The cash that one unit of the base currency may take: price, slippage and taker fee. */
  public BigDecimal cashPerUnit() {
    return reference
        .value()
        .multiply(BigDecimal.ONE.add(slippageAllowance))
        .multiply(BigDecimal.ONE.add(rules.takerFeeRate()));
  }
}
