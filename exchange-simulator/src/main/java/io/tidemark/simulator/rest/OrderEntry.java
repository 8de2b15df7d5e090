package io.tidemark.simulator.rest;

import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueOrder;
import java.util.List;

/** Takes in and ends orders, by whichever protocol they come. */
public final class OrderEntry {

  private final Venue venue;
  private final RateGate gate;

  /**
   * @param gate how many orders are taken; one for all protocols
   */
  public OrderEntry(Venue venue, RateGate gate) {
    this.venue = venue;
    this.gate = gate;
  }

  /**
   * An order that was taken in.
   *
   * @param onlyChecked whether it was only to be checked; then the venue does not know it
   */
  public record Entered(VenueOrder order, boolean onlyChecked) {}

  /**
   * Places an order.
   *
   * @param form under the names of REST's {@code AddOrder}
   * @throws KrakenException if it is refused
   */
  public Entered add(String account, Parameters form) {
    OrderForm.checkDeadline(form, Market.instant(venue.nowMicros()));
    Pair pair = venue.market(form.required("pair")).pair();
    OrderRequest request = OrderForm.read(form, pair);
    boolean validate = form.isTrue("validate");
    gate.newOrder(account, pair.name());
    return new Entered(venue.place(account, request, validate), validate);
  }

  /**
   * Cancels the open orders that the form names by {@code txid} or {@code cl_ord_id}.
   *
   * @return how many, 1 or above
   * @throws KrakenException if there is none
   */
  public int cancel(String account, Parameters form) {
    List<VenueOrder> orders =
        form.text("cl_ord_id")
            .map(id -> openOrdersOf(account, id))
            .orElseGet(() -> openOrdersCalled(account, form.required("txid")));
    if (orders.isEmpty()) {
      throw new KrakenException("EOrder:Unknown order");
    }
    orders.forEach(gate::cancel);
    return cancel(orders);
  }

  /** Cancels all open orders of an account and says how many. */
  public int cancelAll(String account) {
    return cancel(venue.openOrders(account));
  }

  private int cancel(List<VenueOrder> orders) {
    orders.forEach(order -> venue.cancel(order, "User requested"));
    return orders.size();
  }

  private List<VenueOrder> openOrdersOf(String account, String clientId) {
    return venue.openOrders(account).stream()
        .filter(order -> clientId.equals(order.request().clOrdId()))
        .toList();
  }

  /** By Kraken's id, or by the client's number, which several orders may share. */
  private List<VenueOrder> openOrdersCalled(String account, String id) {
    return venue.openOrders(account).stream()
        .filter(
            order -> order.id().equals(id) || id.equals(String.valueOf(order.request().userref())))
        .toList();
  }

  /**
   * An open order by Kraken's id or the client's number.
   *
   * @throws KrakenException if there is none
   */
  VenueOrder open(String account, String id) {
    return openOrdersCalled(account, id).stream()
        .findFirst()
        .orElseThrow(() -> new KrakenException("EOrder:Unknown order"));
  }
}
