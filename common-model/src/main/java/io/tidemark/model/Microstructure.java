package io.tidemark.model;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the order book and the trades of the last seconds before a close tell of an instrument.
 *
 * @param bidDepth quantity of the best {@link #LEVELS} levels of the last book before the close,
 *     which is at most a minute old; 0 or above
 * @param askDepth the same of the other side
 * @param bidDepthBefore quantity of those levels {@link #WINDOW} earlier; null if no book was seen
 *     then
 * @param askDepthBefore the same of the other side; null together with {@code bidDepthBefore}
 * @param spread (ask - bid) / mid of that book; 0 or above
 * @param buyVolume what takers bought within {@link #WINDOW} before the close; null if takers'
 *     sides are not known
 * @param sellVolume what takers sold; null together with {@code buyVolume}
 */
public record Microstructure(
    Quantity bidDepth,
    Quantity askDepth,
    @Nullable Quantity bidDepthBefore,
    @Nullable Quantity askDepthBefore,
    BigDecimal spread,
    @Nullable Quantity buyVolume,
    @Nullable Quantity sellVolume) {

  /** How far back it looks. */
  public static final Duration WINDOW = Duration.ofSeconds(10);

  /** How many levels a side count. */
  public static final int LEVELS = 20;

  /**
   * @throws IllegalArgumentException if one of a pair is there without the other, or the spread is
   *     negative
   */
  public Microstructure {
    requirePair("depth before", bidDepthBefore, askDepthBefore);
    requirePair("volume", buyVolume, sellVolume);
    if (spread.signum() < 0) {
      throw new IllegalArgumentException("spread must be 0 or above, was " + spread);
    }
  }

  private static void requirePair(String name, @Nullable Object one, @Nullable Object other) {
    if ((one == null) != (other == null)) {
      throw new IllegalArgumentException(
          name + " must be there for both sides or neither, was " + one + " and " + other);
    }
  }
}
