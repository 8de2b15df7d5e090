package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One trade at a venue.
 *
 * @param tradeId the venue's id, or one derived from its content where the venue gives none
 * @param taker the side that took; null where the venue does not tell
 */
public record MarketTrade(
    InstrumentId instrument,
    String tradeId,
    Price price,
    Quantity quantity,
    @Nullable Side taker,
    Instant eventTime,
    Instant observedAt)
    implements MarketEvent {}
