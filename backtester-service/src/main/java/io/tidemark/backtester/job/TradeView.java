package io.tidemark.backtester.job;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A trade of a backtest, or a part of one that was closed by itself.
 *
 * @param number from 0, in the order they ended
 * @param positionId that it is a part of
 * @param entryTime open time of the bar in which it was entered
 * @param exitTime open time of the bar in which it was left
 * @param fee of its exit, and its share of its entry's
 * @param borrowCost of a short
 * @param pnl after fees and the cost of borrowing
 */
record TradeView(
    int number,
    UUID positionId,
    String symbol,
    String side,
    Instant entryTime,
    BigDecimal entryPrice,
    Instant exitTime,
    BigDecimal exitPrice,
    BigDecimal quantity,
    BigDecimal fee,
    BigDecimal borrowCost,
    BigDecimal pnl,
    String exitReason) {}
