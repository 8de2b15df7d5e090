package io.tidemark.core.exit;

import io.tidemark.model.Price;

/**
 * The prices between which a position's exits have nothing to do and nothing to remember.
 *
 * @param low not within the band
 * @param high not within the band; the band is empty unless it is above {@code low}
 */
public record PriceBand(Price low, Price high) {

  /** Whether a trade at {@code price} changes nothing. */
  public boolean covers(Price price) {
    return price.isAbove(low) && price.isBelow(high);
  }
}
