package io.tidemark.core.fill;

import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is submitted.
 *
 * @param orderId unique among the engine's open orders
 * @param account whose order it is; orders of one account never trade with each other
 * @param quantity in base currency, above zero
 * @param price the limit of a LIMIT, the trigger of a STOP_LOSS or TAKE_PROFIT; null for MARKET
 * @param postOnly whether a LIMIT that would take is to be refused instead
 * @param worstPrice what a market, stop or target order may trade at in the worst case, so that its
 *     cost has a bound; null for none, and for LIMIT
 */
public record WorkingOrder(
    String orderId,
    String account,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    Quantity quantity,
    @Nullable Price price,
    boolean postOnly,
    @Nullable Price worstPrice) {

  /**
   * @throws IllegalArgumentException if the quantity is 0, a price is missing or superfluous, or
   *     post-only is asked of another type than LIMIT
   */
  public WorkingOrder {
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity of " + orderId + " must be above 0, was 0");
    }
    if ((price == null) != (type == OrderType.MARKET)) {
      throw new IllegalArgumentException(
          "price of %s must be %s for %s, was %s"
              .formatted(orderId, type == OrderType.MARKET ? "absent" : "given", type, price));
    }
    if (postOnly && type != OrderType.LIMIT) {
      throw new IllegalArgumentException(
          "postOnly of %s must be a LIMIT order, was %s".formatted(orderId, type));
    }
    if (worstPrice != null && type == OrderType.LIMIT) {
      throw new IllegalArgumentException(
          "worstPrice of %s must be absent for LIMIT, was %s".formatted(orderId, worstPrice));
    }
  }

  /** An order without a worst price. */
  public WorkingOrder(
      String orderId,
      String account,
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      Quantity quantity,
      @Nullable Price price,
      boolean postOnly) {
    this(orderId, account, side, type, timeInForce, quantity, price, postOnly, null);
  }

  /** A market order whose remainder keeps working. */
  public static WorkingOrder market(String orderId, String account, Side side, Quantity quantity) {
    return new WorkingOrder(
        orderId, account, side, OrderType.MARKET, TimeInForce.GTC, quantity, null, false);
  }

  /** A limit order that works until it is filled or cancelled. */
  public static WorkingOrder limit(
      String orderId, String account, Side side, Quantity quantity, Price limit) {
    return new WorkingOrder(
        orderId, account, side, OrderType.LIMIT, TimeInForce.GTC, quantity, limit, false);
  }

  WorkingOrder with(Quantity newQuantity, @Nullable Price newPrice) {
    return new WorkingOrder(
        orderId, account, side, type, timeInForce, newQuantity, newPrice, postOnly, worstPrice);
  }
}
