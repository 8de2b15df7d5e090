package io.tidemark.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where to read past trades from. Can be stored and used again later.
 *
 * @param from trades after this instant follow
 * @param mark the venue's own position, for venues that page by something else than time; null
 *     otherwise
 */
public record TradeCursor(Instant from, @Nullable String mark) {

  /** All trades at {@code from} or later. */
  public static TradeCursor at(Instant from) {
    return new TradeCursor(from.minusNanos(1), null);
  }
}
