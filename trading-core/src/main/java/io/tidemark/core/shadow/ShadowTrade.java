package io.tidemark.core.shadow;

import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A hypothetical trade, or a part of one that was closed by itself.
 *
 * @param entryTime the open of the bar it was entered at
 * @param entryPrice with slippage
 * @param exitTime the open of the bar it was closed in
 * @param exitPrice with slippage where there is any
 * @param quantity closed
 * @param fee of the exit and, by quantity, of the entry; in the quote currency
 * @param pnl after fees and, of a short, what was borrowed; in the quote currency
 */
public record ShadowTrade(
    Instant entryTime,
    Price entryPrice,
    Instant exitTime,
    Price exitPrice,
    PositionSide side,
    Quantity quantity,
    BigDecimal fee,
    BigDecimal pnl,
    ExitReason exitReason) {}
