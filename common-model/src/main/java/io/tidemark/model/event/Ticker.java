package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The top of the book and the last trade.
 *
 * @param last the last traded price; null before the first trade
 * @param volume24h base currency traded in the last 24 hours; null where the venue does not tell
 */
public record Ticker(
    InstrumentId instrument,
    Price bid,
    @Nullable Quantity bidQuantity,
    Price ask,
    @Nullable Quantity askQuantity,
    @Nullable Price last,
    @Nullable Quantity volume24h,
    Instant eventTime,
    Instant observedAt)
    implements MarketEvent {}
