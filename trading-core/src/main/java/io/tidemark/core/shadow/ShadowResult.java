package io.tidemark.core.shadow;

import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a book has come to. Amounts are in the quote currency.
 *
 * @param bars it has seen
 * @param trades closed, parts counted by themselves
 * @param wins of them, with a gain after fees
 * @param denied entries that were not made: one was open, or cash did not suffice
 * @param pnl of closed trades after fees
 * @param fees of closed trades
 * @param equity at the latest close: initial cash, closed trades, and what is open
 * @param maxDrawdown the greatest fall of equity from its highest close, as a fraction of that
 * @param open what is open; null if nothing is
 */
public record ShadowResult(
    long bars,
    int trades,
    int wins,
    int denied,
    BigDecimal pnl,
    BigDecimal fees,
    BigDecimal equity,
    BigDecimal maxDrawdown,
    @Nullable Open open) {

  /**
   * What is open.
   *
   * @param unrealized gain at the latest close, before fees
   */
  public record Open(
      PositionSide side,
      Quantity quantity,
      Price entryPrice,
      Instant entryTime,
      BigDecimal unrealized) {}

  /** The share of trades with a gain, from 0 to 1; 0 without trades. */
  public BigDecimal winRate() {
    return trades == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(wins).divide(BigDecimal.valueOf(trades), MathContext.DECIMAL32);
  }
}
