package io.tidemark.position.venue;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An instrument as the ingestor tells it; what is null was not told. */
record Listing(
    @Nullable String exchange,
    @Nullable String symbol,
    @Nullable BigDecimal tickSize,
    @Nullable BigDecimal quantityStep,
    @Nullable BigDecimal minimumQuantity,
    @Nullable BigDecimal minimumCost,
    @Nullable BigDecimal takerFeeRate,
    @Nullable BigDecimal makerFeeRate) {

  /**
   * @throws IllegalArgumentException if it has no exchange or symbol, or they are none
   */
  InstrumentId instrument() {
    return InstrumentId.of(told("exchange", exchange), told("symbol", symbol));
  }

  /**
   * @throws IllegalArgumentException if a number is missing or out of its range
   */
  InstrumentRules rules() {
    return new InstrumentRules(
        told("tickSize", tickSize),
        told("quantityStep", quantityStep),
        told("minimumQuantity", minimumQuantity),
        told("minimumCost", minimumCost),
        told("takerFeeRate", takerFeeRate),
        told("makerFeeRate", makerFeeRate));
  }

  private static <T> T told(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }
}
