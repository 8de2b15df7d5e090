package io.tidemark.simulator.rest;

import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueOrder;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders and their trades as Kraken tells them; WebSocket messages share the words. */
public final class OrderJson {
  private OrderJson() {}

  /** Such as {@code buy}. */
  public static String side(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  /** Such as {@code stop-loss}. */
  public static String type(OrderType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The sentence that describes an order, such as {@code buy 1.25 XBTUSD @ limit 37500.0}. */
  public static String sentence(Pair pair, OrderRequest request) {
    String priced = request.price() == null ? "" : " " + pair.priceText(request.price().value());
    return "%s %s %s @ %s%s"
        .formatted(
            side(request.side()),
            Pair.amountText(request.volume().value()),
            pair.altname(),
            type(request.type()),
            priced);
  }

  static ObjectNode order(VenueOrder order) {
    OrderRequest request = order.request();
    ObjectNode node = KrakenJson.object();
    node.putNull("refid").put("userref", request.userref());
    if (request.clOrdId() != null) {
      node.put("cl_ord_id", request.clOrdId());
    }
    node.put("status", order.status().name().toLowerCase(Locale.ROOT));
    if (!order.isOpen()) {
      node.put("reason", order.reason().isEmpty() ? null : order.reason());
    }
    node.put("opentm", KrakenJson.orderTime(order.openedMicros()));
    order.closedMicros().ifPresent(at -> node.put("closetm", KrakenJson.orderTime(at)));
    node.put("starttm", 0).put("expiretm", 0);
    node.set("descr", description(order));
    node.put("vol", Pair.amountText(request.volume().value()))
        .put("vol_exec", Pair.amountText(order.filled().value()))
        .put("cost", KrakenJson.money(order.cost()))
        .put("fee", KrakenJson.money(order.fee()))
        .put("price", order.pair().averageText(order.averagePrice()))
        .put("stopprice", stopPrice(order))
        .put("limitprice", order.pair().averageText(BigDecimal.ZERO))
        .put("misc", "")
        .put("oflags", flags(request));
    ArrayNode trades = node.putArray("trades");
    order.fills().forEach(fill -> trades.add(fill.id()));
    return node;
  }

  /** The order's {@code oflags}. */
  public static String flags(OrderRequest request) {
    return request.postOnly() ? "fciq,post" : "fciq";
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
        .put("pair", order.pair().altname())
        .put("type", side(request.side()))
        .put("ordertype", type(request.type()))
        .put("price", KrakenJson.price(order.pair(), price))
        .put("price2", "0")
        .put("leverage", "none")
        .put("order", sentence(order.pair(), request))
        .put("close", "");
  }

  static ObjectNode fill(VenueFill fill) {
    VenueOrder order = fill.order();
    ObjectNode node =
        KrakenJson.object()
            .put("ordertxid", order.id())
            .put("pair", order.pair().name())
            .put("time", KrakenJson.seconds(fill.timeMicros()))
            .put("type", side(order.request().side()))
            .put("ordertype", type(order.request().type()))
            .put("price", order.pair().priceText(fill.price().value()))
            .put("cost", KrakenJson.money(fill.cost()))
            .put("fee", KrakenJson.money(fill.fee()))
            .put("vol", Pair.amountText(fill.quantity().value()))
            .put("margin", "0.00000")
            .put("leverage", "0")
            .put("misc", "")
            .put("trade_id", fill.number())
            .put("maker", fill.liquidity() == Liquidity.MAKER);
    if (order.request().clOrdId() != null) {
      node.put("cl_ord_id", order.request().clOrdId());
    }
    return node;
  }
}
