package io.tidemark.launcher.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/**
 * What the venue's own ledger says of the suite's account.
 *
 * @param balances total by currency, in common codes
 * @param orders every order the venue ever took
 * @param fills every trade of these orders
 */
record VenueLedger(SortedMap<String, BigDecimal> balances, List<Order> orders, List<Fill> fills) {

  VenueLedger {
    orders = List.copyOf(orders);
    fills = List.copyOf(fills);
  }

  /**
   * @param clientOrderId as the venue was told; empty for none
   */
  record Order(String venueOrderId, String clientOrderId, BigDecimal quantity, BigDecimal filled) {}

  /** One trade of an order. */
  record Fill(
      String venueTradeId,
      String venueOrderId,
      BigDecimal price,
      BigDecimal quantity,
      BigDecimal fee) {}
}
