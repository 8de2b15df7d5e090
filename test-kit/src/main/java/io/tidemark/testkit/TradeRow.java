package io.tidemark.testkit;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A made-up trade.
 *
 * @param time when it happened
 * @param price above 0, two decimals
 * @param amount base quantity, above 0, four decimals
 * @param buy whether the taker bought
 */
public record TradeRow(Instant time, BigDecimal price, BigDecimal amount, boolean buy) {}
