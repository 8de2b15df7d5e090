package io.tidemark.simulator.stream;

import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.OrderJson;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueOrder;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** What private channels tell of orders and their trades. */
final class AccountMessages {

  private AccountMessages() {}

  /** A trade under its id. */
  static ObjectNode trade(VenueFill fill) {
    VenueOrder order = fill.order();
    OrderRequest request = order.request();
    ObjectNode message = KrakenJson.object();
    ObjectNode node =
        message
            .putObject(fill.id())
            .put("cost", KrakenJson.money(fill.cost()))
            .put("fee", KrakenJson.money(fill.fee()))
            .put("margin", "0.00000000")
            .put("ordertxid", order.id())
            .put("ordertype", OrderJson.type(request.type()))
            .put("pair", order.pair().wsname())
            .put("price", order.pair().priceText(fill.price().value()))
            .put("time", KrakenJson.secondsText(fill.timeMicros()))
            .put("type", OrderJson.side(request.side()))
            .put("vol", Pair.amountText(fill.quantity().value()));
    putClientIds(node, request);
    return message;
  }

  /** The whole of an order under its id. */
  static ObjectNode order(VenueOrder order, String status) {
    OrderRequest request = order.request();
    ObjectNode message = KrakenJson.object();
    ObjectNode node = message.putObject(order.id());
    putProgress(node, order);
    node.set("descr", description(order));
    node.putNull("expiretm")
        .put("limitprice", order.pair().averageText(BigDecimal.ZERO))
        .put("misc", "")
        .put("oflags", OrderJson.flags(request))
        .put("opentm", KrakenJson.secondsText(order.openedMicros()))
        .putNull("refid")
        .putNull("starttm")
        .put("status", status)
        .put("stopprice", stopPrice(order))
        .put("timeinforce", request.timeInForce().name())
        .put("vol", Pair.amountText(request.volume().value()));
    putClientIds(node, request);
    return message;
  }

  /** What changed of an order, under its id. */
  static ObjectNode change(VenueOrder order, long nowMicros) {
    ObjectNode message = KrakenJson.object();
    ObjectNode node = message.putObject(order.id());
    putProgress(node, order);
    node.put("lastupdated", KrakenJson.secondsText(nowMicros))
        .put("status", order.status().name().toLowerCase(Locale.ROOT));
    if (!order.reason().isEmpty()) {
      node.put("cancel_reason", order.reason());
    }
    putClientIds(node, order.request());
    return message;
  }

  private static void putProgress(ObjectNode node, VenueOrder order) {
    node.put("avg_price", order.pair().averageText(order.averagePrice()))
        .put("cost", KrakenJson.money(order.cost()))
        .put("fee", KrakenJson.money(order.fee()))
        .put("vol_exec", Pair.amountText(order.filled().value()));
  }

  private static void putClientIds(ObjectNode node, OrderRequest request) {
    node.put("userref", request.userref() == null ? 0 : request.userref());
    if (request.clOrdId() != null) {
      node.put("cl_ord_id", request.clOrdId());
    }
  }

  private static String stopPrice(VenueOrder order) {
    Price price = order.request().price();
    return price == null || order.request().type() == OrderType.LIMIT
        ? order.pair().averageText(BigDecimal.ZERO)
        : order.pair().priceText(price.value());
  }

  private static ObjectNode description(VenueOrder order) {
    OrderRequest request = order.request();
    BigDecimal price = request.price() == null ? BigDecimal.ZERO : request.price().value();
    return KrakenJson.object()
        .putNull("close")
        .putNull("leverage")
        .put("order", OrderJson.sentence(order.pair(), request))
        .put("ordertype", OrderJson.type(request.type()))
        .put("pair", order.pair().wsname())
        .put("price", order.pair().priceText(price))
        .put("price2", order.pair().averageText(BigDecimal.ZERO))
        .put("type", OrderJson.side(request.side()));
  }
}
