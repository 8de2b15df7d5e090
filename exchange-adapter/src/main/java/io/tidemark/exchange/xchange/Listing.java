package io.tidemark.exchange.xchange;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.instrument.Instrument;

/**
 * An instrument as a venue's module tells it. What is null is not told.
 *
 * @param venueName the venue's own name
 * @param tick smallest step of a price
 * @param step smallest step of a quantity
 * @param minimumQuantity smallest order in base currency
 * @param minimumCost smallest order in quote currency
 * @param fees of an account without any discount
 * @param open whether the venue trades it now
 */
record Listing(
    Instrument instrument,
    String venueName,
    @Nullable BigDecimal tick,
    @Nullable BigDecimal step,
    @Nullable BigDecimal minimumQuantity,
    @Nullable BigDecimal minimumCost,
    @Nullable Fees fees,
    boolean open) {

  /**
   * Fees as fractions of the notional.
   *
   * @param taker such as 0.0026
   * @param maker such as 0.0016
   */
  record Fees(BigDecimal taker, BigDecimal maker) {

    static Fees of(String taker, String maker) {
      return new Fees(new BigDecimal(taker), new BigDecimal(maker));
    }
  }

  /** The step of so many decimals; null for null. */
  static @Nullable BigDecimal stepOf(@Nullable Integer decimals) {
    return decimals == null ? null : BigDecimal.ONE.movePointLeft(decimals);
  }

  /** The number of a text that may be missing. */
  static @Nullable BigDecimal number(@Nullable String text) {
    return text == null || text.isBlank() ? null : new BigDecimal(text);
  }
}
