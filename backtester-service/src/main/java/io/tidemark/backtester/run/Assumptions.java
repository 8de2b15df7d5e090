package io.tidemark.backtester.run;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What holds instead of what the strategy's file says; null leaves it as it is there.
 *
 * @param cash to begin with, of the quote currency, above 0
 * @param feeRate fraction of a fill's notional, in [0, 1)
 * @param slippageBps hundredths of a percent by which market orders fill worse, in [0, 10000)
 */
public record Assumptions(
    @Nullable BigDecimal cash, @Nullable BigDecimal feeRate, @Nullable BigDecimal slippageBps) {}
