package io.tidemark.launcher.demo;

import io.tidemark.simulator.control.Ledger;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the venue's own ledger says of the suite's account.
 *
 * @param balances total by currency, in common codes
 * @param orders every order the venue ever took
 * @param fills every trade of these orders
 */
public record VenueLedger(
    SortedMap<String, BigDecimal> balances, List<Order> orders, List<Fill> fills) {

  public VenueLedger {
    orders = List.copyOf(orders);
    fills = List.copyOf(fills);
  }

  /** What the simulator's ledger says of an account. */
  public static VenueLedger of(Ledger.Account account) {
    SortedMap<String, BigDecimal> balances = new TreeMap<>();
    account.balances().forEach((currency, balance) -> balances.put(currency, balance.total()));
    return new VenueLedger(
        balances,
        account.orders().stream()
            .map(
                order ->
                    new Order(
                        order.id(),
                        order.clOrdId().orElse(""),
                        order.volume().value(),
                        order.filled().value()))
            .toList(),
        account.fills().stream()
            .map(
                fill ->
                    new Fill(
                        fill.id(),
                        fill.orderId(),
                        fill.price().value(),
                        fill.quantity().value(),
                        fill.fee()))
            .toList());
  }

  /**
   * An order.
   *
   * @param clientOrderId as the venue was told; empty for none
   */
  public record Order(
      String venueOrderId, String clientOrderId, BigDecimal quantity, BigDecimal filled) {}

  /** One trade of an order. */
  public record Fill(
      String venueTradeId,
      String venueOrderId,
      BigDecimal price,
      BigDecimal quantity,
      BigDecimal fee) {}
}
