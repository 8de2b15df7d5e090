package io.tidemark.simulator.rest;

import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes in and ends orders, by whichever protocol they come. */
public final class OrderEntry {

  private final Venue venue;
  private final RateGate gate;
  private final ClockOffset clock;

  /**
   * @param gate how many orders are taken; one for all protocols
   * @param clock how far the clock is off that deadlines are judged by
   */
  public OrderEntry(Venue venue, RateGate gate, ClockOffset clock) {
    this.venue = venue;
    this.gate = gate;
    this.clock = clock;
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
   * @param method as the protocol calls it
   * @param form under the names of REST's {@code AddOrder}
   * @throws KrakenException if it is refused
   */
  public Entered add(String account, String method, Parameters form) {
    requireInTime(method, form);
    Pair pair = venue.market(form.required("pair")).pair();
    OrderRequest request = OrderForm.read(form, pair);
    boolean validate = form.isTrue("validate");
    gate.newOrder(account, pair.name());
    return new Entered(venue.place(account, request, validate), validate);
  }

  /**
   * Refuses a request whose deadline has passed by the venue's clock.
   *
   * @throws KrakenException if it has, or is not a time of RFC 3339
   */
  void requireInTime(String method, Parameters form) {
    Optional<Instant> deadline = OrderForm.deadline(form);
    if (deadline.isPresent()) {
      Instant now = Market.instant(venue.nowMicros()).plus(clock.of(method, form));
      if (now.isAfter(deadline.get())) {
        throw new KrakenException("EService:Deadline elapsed");
      }
    }
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
