package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.faults.RequestFaults;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.OrderEntry;
import io.tidemark.simulator.rest.Parameters;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueOrder;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes orders and cancels them; they pass the same checks as those that come by REST. */
final class OrderRequests {

  /** The lists that name orders, with REST's name for one of them. */
  private static final Map<String, String> LISTS =
      Map.of("order_id", "txid", "order_userref", "txid", "cl_ord_id", "cl_ord_id");

  /** A cancellation names no market. */
  private static final Parameters NONE = Parameters.of(Map.of());

  private final StreamV2Api streams;
  private final Venue venue;
  private final Tokens tokens;
  private final OrderEntry orders;
  private final RequestFaults faults;

  OrderRequests(
      StreamV2Api streams, Venue venue, Tokens tokens, OrderEntry orders, RequestFaults faults) {
    this.streams = streams;
    this.venue = venue;
    this.tokens = tokens;
    this.orders = orders;
    this.faults = faults;
  }

  /**
   * Places an order.
   *
   * @throws KrakenException if it is refused
   */
  void add(Subscriber client, Request request) {
    Parameters form = OrderFields.read(request);
    String account = account(request);
    Pair pair = streams.market(request.params().path("symbol").asString("")).pair();
    requireNotRefused(request, form);
    OrderEntry.Entered entered = orders.add(account, request.method(), form);
    ObjectNode result = KrakenJson.object();
    VenueOrder order = entered.order();
    if (!entered.onlyChecked()) {
      result.put("order_id", order.id());
    }
    OrderRequest asked = order.request();
    if (asked.clOrdId() != null) {
      result.put("cl_ord_id", asked.clOrdId());
    }
    result.put("order_userref", asked.userref() == null ? 0 : asked.userref());
    client.send(request.done(pair), request.success(result, venue.nowMicros()));
  }

  private void requireNotRefused(Request request, Parameters form) {
    faults
        .refusesOrder(request.method(), form)
        .ifPresent(
            words -> {
              throw new KrakenException(words);
            });
  }

  /**
   * Cancels orders; each is answered on its own.
   *
   * @throws KrakenException if the request is refused as a whole
   */
  void cancel(Subscriber client, Request request) {
    request.requireOnly(Set.of("order_id", "order_userref", "cl_ord_id", "token"));
    String account = account(request);
    requireNotRefused(request, NONE);
    boolean any = false;
    for (String name : LISTS.keySet().stream().sorted().toList()) {
      JsonNode ids = request.params().path(name);
      if (!ids.isMissingNode() && !ids.isArray()) {
        throw new KrakenException(Request.capitalised(name) + " field must be an array");
      }
      for (JsonNode id : ids) {
        any = true;
        cancel(client, request, account, name, id);
      }
    }
    if (!any) {
      throw new KrakenException("EGeneral:Invalid arguments:order_id");
    }
  }

  private void cancel(
      Subscriber client, Request request, String account, String name, JsonNode id) {
    try {
      orders.cancel(
          account, Parameters.of(Map.of(LISTS.getOrDefault(name, name), id.asString(""))));
      ObjectNode result = KrakenJson.object();
      result.set(name, id);
      client.send(request.done(null), request.success(result, venue.nowMicros()));
    } catch (KrakenException e) {
      client.send(request.refused(), request.failure(e.error(), "", venue.nowMicros()));
    }
  }

  /**
   * Cancels all open orders.
   *
   * @throws KrakenException if it is refused
   */
  void cancelAll(Subscriber client, Request request) {
    request.requireOnly(Set.of("token"));
    String account = account(request);
    requireNotRefused(request, NONE);
    ObjectNode result = KrakenJson.object().put("count", orders.cancelAll(account));
    client.send(request.done(null), request.success(result, venue.nowMicros()));
  }

  private String account(Request request) {
    String account = tokens.accountOf(request.params().path("token").asString(""));
    if (faults.refusesToken()) {
      throw new KrakenException("ESession:Invalid session");
    }
    return account;
  }
}
