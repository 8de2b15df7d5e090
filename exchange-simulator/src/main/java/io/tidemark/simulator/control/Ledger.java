package io.tidemark.simulator.control;

import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.simulator.venue.VenueOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The venue's own books at one moment, exact: what a customer's books are checked against.
 *
 * @param accounts by API key
 */
public record Ledger(Instant venueTime, Map<String, Account> accounts) {

  /**
   * One account.
   *
   * @param balances by common code, such as {@code BTC}
   * @param openOrders oldest first
   * @param orders all there ever were, oldest first
   * @param fills oldest first
   */
  public record Account(
      Map<String, Balance> balances,
      List<Order> openOrders,
      List<Order> orders,
      List<Fill> fills) {}

  /**
   * What is held of an asset.
   *
   * @param total what is reserved included
   * @param reserved what open orders keep back
   */
  public record Balance(BigDecimal total, BigDecimal reserved) {}

  /**
   * An order.
   *
   * @param pair Kraken's name of the market
   * @param price the limit or trigger, if it has one
   */
  public record Order(
      String id,
      Optional<String> clOrdId,
      Optional<Integer> userref,
      String pair,
      Side side,
      OrderType type,
      VenueOrder.Status status,
      Optional<Price> price,
      Quantity volume,
      Quantity filled,
      BigDecimal cost,
      BigDecimal fee,
      Instant openedAt) {}

  /** A trade of an order. */
  public record Fill(
      String id,
      String orderId,
      Optional<String> clOrdId,
      String pair,
      Side side,
      Price price,
      Quantity quantity,
      BigDecimal cost,
      BigDecimal fee,
      Liquidity liquidity,
      Instant time) {}
}
