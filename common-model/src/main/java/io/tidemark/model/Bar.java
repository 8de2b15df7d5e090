package io.tidemark.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One closed bar of one timeframe.
 *
 * @param timeframe its length
 * @param openTime its first instant, on the timeframe's grid; it exists at its close time
 * @param open the first traded price
 * @param high the highest traded price
 * @param low the lowest traded price
 * @param close the last traded price
 * @param volume base currency traded
 * @param vwap sum of price times quantity over sum of quantity; null from a venue candle
 * @param trades the number of trades; null from a venue candle
 * @param buyVolume base currency bought by takers; null where takers' sides are not known
 * @param imbalance (buy volume - sell volume) / volume, from -1 to 1; null like buyVolume
 * @param spread (ask - bid) / mid at the close, as a fraction; null when no book was seen
 * @param completeness what it knows of its data
 * @param source where the numbers come from
 * @param revision 0 for the first edition, one more for each correction
 */
public record Bar(
    Timeframe timeframe,
    Instant openTime,
    Price open,
    Price high,
    Price low,
    Price close,
    Quantity volume,
    @Nullable Price vwap,
    @Nullable Long trades,
    @Nullable Quantity buyVolume,
    @Nullable BigDecimal imbalance,
    @Nullable BigDecimal spread,
    Completeness completeness,
    BarSource source,
    int revision) {

  /**
   * @throws IllegalArgumentException if it is off the grid, or high and low do not enclose open and
   *     close
   */
  public Bar {
    if (!timeframe.isAligned(openTime)) {
      throw new IllegalArgumentException(
          "openTime must lie on the %s grid, was %s".formatted(timeframe, openTime));
    }
    if (high.isBelow(open) || high.isBelow(close) || low.isAbove(open) || low.isAbove(close)) {
      throw new IllegalArgumentException(
          "high and low must enclose open and close, were open %s high %s low %s close %s"
              .formatted(open, high, low, close));
    }
    if (revision < 0) {
      throw new IllegalArgumentException("revision must be 0 or above, was " + revision);
    }
  }

  /** The first instant after the bar: when it exists. */
  public Instant closeTime() {
    return timeframe.closeOf(openTime);
  }
}
