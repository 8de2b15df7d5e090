package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The top of the book and the last 24 hours.
 *
 * @param last the last traded price; null before the first trade
 * @param volume24h base currency traded
 * @param vwap24h volume-weighted average price; null while nothing was traded
 * @param high24h null while nothing was traded
 * @param low24h null while nothing was traded
 * @param trades24h number of trades; 0 where the venue does not tell
 * @param observedAt when this suite saw it; the venue dates no ticker
 */
public record TickerView(
    InstrumentId instrument,
    Price bid,
    Quantity bidQuantity,
    Price ask,
    Quantity askQuantity,
    @Nullable Price last,
    Quantity volume24h,
    @Nullable Price vwap24h,
    @Nullable Price high24h,
    @Nullable Price low24h,
    long trades24h,
    Instant observedAt) {}
