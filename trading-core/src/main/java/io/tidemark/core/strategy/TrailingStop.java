package io.tidemark.core.strategy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A stop that follows the best price since entry. One of the two offsets is given.
 *
 * @param activationPct percent of the average entry price that the best price must have gained
 *     before the stop follows, 0 or above
 * @param offsetPct percent of the best price that the stop stays behind it, in (0, 100); null if it
 *     is a distance
 * @param offsetAtr the distance that the stop stays behind the best price; null if it is a
 *     percentage
 */
public record TrailingStop(
    BigDecimal activationPct, @Nullable BigDecimal offsetPct, @Nullable AtrDistance offsetAtr) {

  /**
   * @throws IllegalArgumentException if a value is out of its range, or not one offset is given
   */
  public TrailingStop {
    if (activationPct.signum() < 0) {
      throw new IllegalArgumentException(
          "exits.trailing_stop.activation_pct must be 0 or above, was "
              + activationPct.toPlainString());
    }
    activationPct = Ranges.given(activationPct);
    offsetPct = Ranges.below("exits.trailing_stop.offset_pct", offsetPct, 100);
    if ((offsetPct == null) == (offsetAtr == null)) {
      throw new IllegalArgumentException(
          "exits.trailing_stop must have offset_pct or offset_atr, and not both");
    }
  }

  /** A stop that follows from the start. */
  public static TrailingStop fromEntry(BigDecimal offsetPct) {
    return new TrailingStop(BigDecimal.ZERO, offsetPct, null);
  }
}
