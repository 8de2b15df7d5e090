package io.tidemark.simulator.stream.v2;

import io.tidemark.model.Ids;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Asset;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.OrderJson;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What private channels tell of an account. */
final class AccountContents {

  private static final String CURRENCY = "currency";
  private static final int LEDGER_DIGITS = 16;

  private AccountContents() {}

  /** All that is to be told of an order before anything became of it. */
  static ObjectNode placed(VenueOrder order, String status) {
    ObjectNode node = whole(order);
    return stamp(node, status, status, order.openedMicros());
  }

  /** An open order with its progress. */
  static ObjectNode open(VenueOrder order) {
    ObjectNode node = whole(order);
    putProgress(node, order);
    return order.filled().isZero()
        ? stamp(node, "new", "new", order.openedMicros())
        : stamp(node, "status", "partially_filled", order.fills().getLast().timeMicros());
  }

  private static ObjectNode whole(VenueOrder order) {
    OrderRequest request = order.request();
    ObjectNode node =
        identity(order)
            .put("symbol", order.pair().symbol().toString())
            .put("order_qty", Numbers.amount(request.volume().value()))
            .put("cum_cost", BigDecimal.ZERO)
            .put("time_in_force", request.timeInForce().name())
            .put("side", OrderJson.side(request.side()))
            .put("order_type", OrderJson.type(request.type()))
            .put("fee_usd_equiv", BigDecimal.ZERO)
            .put("fee_ccy_pref", "fciq");
    putPrice(node, order);
    if (request.postOnly()) {
      node.put("post_only", true);
    }
    return node;
  }

  private static void putPrice(ObjectNode node, VenueOrder order) {
    Price price = order.request().price();
    if (price == null) {
      return;
    }
    BigDecimal number = Numbers.price(order.pair(), price.value());
    if (order.request().type() == OrderType.LIMIT) {
      node.put("limit_price", number).put("limit_price_type", "static");
    } else {
      node.put("stop_price", number)
          .putObject("triggers")
          .put("reference", "last")
          .put("price", number)
          .put("price_type", "static");
    }
  }

  /** A change of an order's standing, in the words of {@code exec_type}. */
  static ObjectNode change(VenueOrder order, String change, String status, long nowMicros) {
    ObjectNode node = identity(order);
    putProgress(node, order);
    if (!order.reason().isEmpty()) {
      node.put("cancel_reason", order.reason()).put("reason", order.reason());
    }
    return stamp(node, change, status, nowMicros);
  }

  private static ObjectNode identity(VenueOrder order) {
    ObjectNode node = KrakenJson.object().put("order_id", order.id());
    putClientIds(node, order.request());
    return node;
  }

  private static void putClientIds(ObjectNode node, OrderRequest request) {
    node.put("order_userref", request.userref() == null ? 0 : request.userref());
    if (request.clOrdId() != null) {
      node.put("cl_ord_id", request.clOrdId());
    }
  }

  private static void putProgress(ObjectNode node, VenueOrder order) {
    node.put("cum_qty", Numbers.amount(order.filled().value()))
        .put("cum_cost", Numbers.money(order.cost()))
        .put("avg_price", Numbers.money(order.averagePrice()));
    putFeeInDollars(node, order.pair(), order.fee());
  }

  /** Only where fees are taken in dollars: there is no rate to tell others by. */
  private static void putFeeInDollars(ObjectNode node, Pair pair, BigDecimal fee) {
    if (pair.quote().code().equals("USD")) {
      node.put("fee_usd_equiv", Numbers.money(fee));
    }
  }

  private static ObjectNode stamp(ObjectNode node, String change, String status, long micros) {
    return node.put("exec_type", change)
        .put("order_status", status)
        .put("timestamp", Times.micros(micros));
  }

  /**
   * A trade of an order.
   *
   * @param isLast whether the order was filled by it
   */
  static ObjectNode trade(VenueFill fill, boolean isLast) {
    VenueOrder order = fill.order();
    Pair pair = order.pair();
    ObjectNode node =
        identity(order)
            .put("exec_id", fill.id())
            .put("trade_id", fill.number())
            .put("symbol", pair.symbol().toString())
            .put("side", OrderJson.side(order.request().side()))
            .put("order_type", OrderJson.type(order.request().type()))
            .put("last_qty", Numbers.amount(fill.quantity().value()))
            .put("last_price", Numbers.price(pair, fill.price().value()))
            .put("liquidity_ind", fill.liquidity() == Liquidity.MAKER ? "m" : "t")
            .put("cost", Numbers.money(fill.cost()));
    node.putArray("fees")
        .addObject()
        .put("asset", pair.quote().code())
        .put("qty", Numbers.money(fill.fee()));
    putFeeInDollars(node, pair, fill.fee());
    return stamp(node, "trade", isLast ? "filled" : "partially_filled", fill.timeMicros());
  }

  /** Everything an account holds, what is reserved included. */
  static ArrayNode balances(Venue venue, String account) {
    Map<String, String> codes = new TreeMap<>();
    for (Market market : venue.markets()) {
      for (Asset asset : List.of(market.pair().base(), market.pair().quote())) {
        codes.put(asset.name(), asset.code());
      }
    }
    ArrayNode balances = KrakenJson.array();
    venue
        .balances(account)
        .forEach(
            (asset, amount) -> {
              ObjectNode node =
                  balances
                      .addObject()
                      .put("asset", codes.getOrDefault(asset, asset))
                      .put("asset_class", CURRENCY)
                      .put("balance", Numbers.money(amount));
              node.putArray("wallets")
                  .addObject()
                  .put("type", "spot")
                  .put("id", "main")
                  .put("balance", Numbers.money(amount));
            });
    return balances;
  }

  /** What a trade moved: an entry for each of the two currencies. */
  static ArrayNode ledgerEntries(Venue venue, VenueFill fill) {
    boolean bought = fill.order().request().side() == Side.BUY;
    BigDecimal quantity = fill.quantity().value();
    Pair pair = fill.order().pair();
    ArrayNode entries = KrakenJson.array();
    entries.add(
        entry(venue, fill, pair.base(), bought ? quantity : quantity.negate(), BigDecimal.ZERO));
    entries.add(
        entry(venue, fill, pair.quote(), bought ? fill.cost().negate() : fill.cost(), fill.fee()));
    return entries;
  }

  private static ObjectNode entry(
      Venue venue, VenueFill fill, Asset asset, BigDecimal amount, BigDecimal fee) {
    BigDecimal balance =
        venue.balances(fill.order().account()).getOrDefault(asset.name(), BigDecimal.ZERO);
    return KrakenJson.object()
        .put("ledger_id", ledgerId(fill, asset))
        .put("ref_id", fill.id())
        .put("timestamp", Times.micros(fill.timeMicros()))
        .put("type", "trade")
        .put("asset", asset.code())
        .put("asset_class", CURRENCY)
        .put("category", "trade")
        .put("wallet_type", "spot")
        .put("wallet_id", "main")
        .put("amount", Numbers.money(amount))
        .put("fee", Numbers.money(fee))
        .put("balance", Numbers.money(balance));
  }

  private static String ledgerId(VenueFill fill, Asset asset) {
    String hash = Ids.sha256("ledger\u001f" + fill.id() + '\u001f' + asset.code());
    return "L" + hash.substring(0, LEDGER_DIGITS).toUpperCase(Locale.ROOT);
  }
}
