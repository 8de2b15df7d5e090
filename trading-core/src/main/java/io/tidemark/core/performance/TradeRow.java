package io.tidemark.core.performance;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A closed trade as a row; a part of a position that was closed by itself is a row of its own.
 * Amounts are in the quote currency.
 *
 * @param position the position it belongs to; its parts share it
 * @param strategy the name of what entered it
 * @param entryTime on bars, the open of the bar in which the entry was filled
 * @param entryPrice average of the entry, with slippage
 * @param exitTime on bars, the open of the bar in which the exit was filled; not before the entry
 * @param exitPrice with slippage where there is any
 * @param quantity closed, above 0
 * @param fee of the exit and, by quantity, of the entry
 * @param borrowCost what was paid for lending; 0 of a long
 * @param pnl after fees and the cost of borrowing
 * @param bars from the bar of the entry to that of the exit; 0 within one bar
 * @param maxFavourable the most it was ahead (MFE), as a fraction of the entry price, 0 or above;
 *     null where it was not followed
 * @param maxAdverse the most it was behind (MAE), likewise
 */
public record TradeRow(
    UUID position,
    String strategy,
    InstrumentId instrument,
    PositionSide side,
    Instant entryTime,
    Price entryPrice,
    Instant exitTime,
    Price exitPrice,
    Quantity quantity,
    BigDecimal fee,
    BigDecimal borrowCost,
    BigDecimal pnl,
    ExitReason exitReason,
    int bars,
    @Nullable BigDecimal maxFavourable,
    @Nullable BigDecimal maxAdverse,
    TradeCauses causes) {

  /**
   * @throws IllegalArgumentException if it was left before it was entered, has no quantity, or a
   *     negative number of bars
   */
  public TradeRow {
    if (exitTime.isBefore(entryTime)) {
      throw new IllegalArgumentException(
          "exitTime must not be before entryTime %s, was %s".formatted(entryTime, exitTime));
    }
    if (!quantity.isPositive()) {
      throw new IllegalArgumentException("quantity must be above 0, was " + quantity);
    }
    if (bars < 0) {
      throw new IllegalArgumentException("bars must be 0 or above, was " + bars);
    }
  }

  /** The result before fees and the cost of borrowing. */
  public BigDecimal grossPnl() {
    return pnl.add(fee).add(borrowCost);
  }

  /** What was bought and sold, entry and exit together. */
  public BigDecimal tradedNotional() {
    return entryPrice.times(quantity).add(exitPrice.times(quantity));
  }

  /** The result after costs as a fraction of what was entered. */
  public double returnOnEntry() {
    return pnl.divide(entryPrice.times(quantity), MathContext.DECIMAL64).doubleValue();
  }

  /** When it was, and its result. */
  public TradeResult result() {
    return new TradeResult(entryTime, exitTime, pnl);
  }
}
