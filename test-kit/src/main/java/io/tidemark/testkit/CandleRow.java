package io.tidemark.testkit;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A made-up candle.
 *
 * @param openTime when it opens
 * @param open first price, above 0, two decimals as all prices
 * @param high highest price, at least open and close
 * @param low lowest price, above 0 and at most open and close
 * @param close last price
 * @param volume base quantity, above 0, four decimals
 */
public record CandleRow(
    Instant openTime,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    BigDecimal volume) {}
