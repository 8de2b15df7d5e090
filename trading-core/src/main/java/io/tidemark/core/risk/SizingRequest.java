package io.tidemark.core.risk;

import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Price;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the size of an entry depends on. Amounts are in the instrument's quote currency.
 *
 * @param sizing what the strategy asks for
 * @param stopDistance from the reference to the stop, above 0; null unless the size follows from it
 * @param factor by which what is asked for shrinks, in (0, 1]
 * @param caps on what it may cost
 * @param scale by which the operator has what is left multiplied, from 0 to 1
 * @param rules what the venue asks for
 * @param equity cash plus open positions at their last price
 * @param freeCash cash that no other entry has reserved
 * @param reference the price the decision was made at
 * @param slippageAllowance fraction by which the fill may be worse than {@code reference}, 0 or
 *     above
 */
public record SizingRequest(
    PositionSizing sizing,
    @Nullable BigDecimal stopDistance,
    BigDecimal factor,
    List<SizeCap> caps,
    BigDecimal scale,
    InstrumentRules rules,
    BigDecimal equity,
    BigDecimal freeCash,
    Price reference,
    BigDecimal slippageAllowance) {

  public SizingRequest {
    caps = List.copyOf(caps);
  }

  /** The cash that one unit of the base currency may take: price, slippage and taker fee. */
  public BigDecimal cashPerUnit() {
    return reference
        .value()
        .multiply(BigDecimal.ONE.add(slippageAllowance))
        .multiply(BigDecimal.ONE.add(rules.takerFeeRate()));
  }
}
