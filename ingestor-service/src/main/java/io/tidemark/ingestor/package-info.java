/**
 * Live market data: streams become trades, tickers, books and bars; owns the schema {@code
 * market_data} and serves it.
 */
@NullMarked
package io.tidemark.ingestor;

import org.jspecify.annotations.NullMarked;
