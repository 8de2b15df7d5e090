package io.tidemark.simulator.venue;

import io.tidemark.model.Liquidity;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;

/**
 * A trade of an order, as it was booked.
 *
 * @param cost exactly price times quantity, in the quote currency
 * @param fee in the quote currency, rounded half up to eight decimals
 * @param number counts the fills of the whole venue, from 1
 */
public record VenueFill(
    String id,
    VenueOrder order,
    Price price,
    Quantity quantity,
    BigDecimal cost,
    BigDecimal fee,
    Liquidity liquidity,
    long timeMicros,
    long number) {}
