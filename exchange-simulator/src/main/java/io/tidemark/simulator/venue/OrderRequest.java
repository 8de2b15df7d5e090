package io.tidemark.simulator.venue;

import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import org.jspecify.annotations.Nullable;

/**
 * An order as a client asks for it.
 *
 * @param pair Kraken's name of the market
 * @param price the limit or trigger; null for MARKET
 * @param userref the client's number for it; null if none
 * @param clOrdId the client's id for it; null if none; never beside a userref
 */
public record OrderRequest(
    String pair,
    Side side,
    OrderType type,
    Quantity volume,
    @Nullable Price price,
    TimeInForce timeInForce,
    boolean postOnly,
    @Nullable Integer userref,
    @Nullable String clOrdId) {

  OrderRequest with(Quantity newVolume, @Nullable Price newPrice, boolean newPostOnly) {
    return new OrderRequest(
        pair, side, type, newVolume, newPrice, timeInForce, newPostOnly, userref, clOrdId);
  }
}
