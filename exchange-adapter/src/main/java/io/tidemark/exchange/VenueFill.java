package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of one of the account's orders traded.
 *
 * @param venueTradeId the venue's id: a fill is known by it, however often it is told
 * @param clientOrderId ours; null for an order of other hands
 * @param fee what the venue took for it; negative for a rebate
 */
public record VenueFill(
    String venueTradeId,
    String venueOrderId,
    @Nullable UUID clientOrderId,
    InstrumentId instrument,
    Side side,
    Price price,
    Quantity quantity,
    Money fee,
    Liquidity liquidity,
    Instant eventTime) {}
