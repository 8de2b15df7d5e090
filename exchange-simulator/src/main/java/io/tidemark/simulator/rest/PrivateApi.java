package io.tidemark.simulator.rest;

import io.tidemark.model.OrderType;
import io.tidemark.model.Quantity;
import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.market.Asset;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.tape.TradeTape;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods that need a key: orders and balances. */
final class PrivateApi {

  private final Venue venue;
  private final HistoryApi history;
  private final OrderEntry orders;
  private final Tokens tokens;
  private final RateGate gate;

  PrivateApi(Venue venue, OrderEntry orders, Tokens tokens, RateGate gate) {
    this.venue = venue;
    this.history = new HistoryApi(venue);
    this.orders = orders;
    this.tokens = tokens;
    this.gate = gate;
  }

  /**
   * The result of a method for an account.
   *
   * @throws KrakenException if it is refused
   */
  JsonNode call(String method, String account, Parameters form) {
    return switch (method) {
      case "Balance" -> balance(account);
      case "BalanceEx" -> extendedBalance(account);
      case "TradeBalance" -> tradeBalance(account);
      case "TradeVolume" -> tradeVolume(account);
      case "AddOrder" -> addOrder(account, form);
      case "EditOrder" -> editOrder(account, form);
      case "CancelOrder" -> cancelOrder(account, form);
      case "CancelAll" -> cancelAll(account);
      case "OpenOrders" -> history.openOrders(account, form);
      case "ClosedOrders" -> history.closedOrders(account, form);
      case "QueryOrders" -> history.queryOrders(account, form);
      case "TradesHistory" -> history.trades(account, form);
      case "QueryTrades" -> history.queryTrades(account, form);
      case "GetWebSocketsToken" -> tokens.issue(account, venue.nowMicros());
      default -> throw new KrakenException("EGeneral:Unknown method");
    };
  }

  private JsonNode balance(String account) {
    ObjectNode result = KrakenJson.object();
    venue.balances(account).forEach((asset, amount) -> result.put(asset, exact(asset, amount)));
    return result;
  }

  private JsonNode extendedBalance(String account) {
    Map<String, BigDecimal> reserved = venue.reserved(account);
    ObjectNode result = KrakenJson.object();
    venue
        .balances(account)
        .forEach(
            (asset, amount) ->
                result
                    .putObject(asset)
                    .put("balance", exact(asset, amount))
                    .put(
                        "hold_trade", exact(asset, reserved.getOrDefault(asset, BigDecimal.ZERO))));
    return result;
  }

  /** All decimals there are, and at least those that Kraken shows of the asset. */
  private String exact(String asset, BigDecimal amount) {
    int shown =
        venue.markets().stream()
            .flatMap(market -> List.of(market.pair().base(), market.pair().quote()).stream())
            .filter(candidate -> candidate.name().equals(asset))
            .mapToInt(Asset::decimals)
            .findFirst()
            .orElse(TradeTape.AMOUNT_SCALE);
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.setScale(Math.max(shown, stripped.scale())).toPlainString();
  }

  private JsonNode tradeBalance(String account) {
    Pair first = venue.markets().getFirst().pair();
    BigDecimal equity =
        venue.balances(account).entrySet().stream()
            .map(balance -> value(balance.getKey(), balance.getValue(), first.quote()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal held =
        venue.reserved(account).entrySet().stream()
            .map(balance -> value(balance.getKey(), balance.getValue(), first.quote()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return KrakenJson.object()
        .put("eb", fourDecimals(equity))
        .put("tb", fourDecimals(equity))
        .put("m", "0.0000")
        .put("n", "0.0000")
        .put("c", "0.0000")
        .put("v", "0.0000")
        .put("e", fourDecimals(equity))
        .put("mf", fourDecimals(equity.subtract(held)));
  }

  /** What an amount is worth in {@code unit} at the last price; zero without a market for it. */
  private BigDecimal value(String asset, BigDecimal amount, Asset unit) {
    if (asset.equals(unit.name())) {
      return amount;
    }
    return venue.markets().stream()
        .filter(market -> market.pair().base().name().equals(asset))
        .filter(market -> market.pair().quote().equals(unit))
        .findFirst()
        .map(market -> market.lastPrice().value().multiply(amount))
        .orElse(BigDecimal.ZERO);
  }

  private static String fourDecimals(BigDecimal amount) {
    return amount.setScale(4, RoundingMode.FLOOR).toPlainString();
  }

  private JsonNode tradeVolume(String account) {
    BigDecimal volume =
        venue.orders(account).stream()
            .map(VenueOrder::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    ObjectNode result =
        KrakenJson.object()
            .put("currency", venue.markets().getFirst().pair().quote().name())
            .put("volume", fourDecimals(volume));
    ObjectNode taker = result.putObject("fees");
    ObjectNode maker = result.putObject("fees_maker");
    for (Market market : venue.markets()) {
      taker.set(market.pair().name(), fee(market.pair().rules().takerFeeRate()));
      maker.set(market.pair().name(), fee(market.pair().rules().makerFeeRate()));
    }
    return result;
  }

  private static ObjectNode fee(BigDecimal rate) {
    String percent = fourDecimals(rate.movePointRight(2));
    return KrakenJson.object()
        .put("fee", percent)
        .put("minfee", percent)
        .put("maxfee", percent)
        .putNull("nextfee")
        .putNull("nextvolume")
        .put("tiervolume", "0.0000");
  }

  private JsonNode addOrder(String account, Parameters form) {
    OrderEntry.Entered entered = orders.add(account, "AddOrder", form);
    VenueOrder order = entered.order();
    ObjectNode result = KrakenJson.object();
    result.putObject("descr").put("order", OrderJson.sentence(order.pair(), order.request()));
    if (!entered.onlyChecked()) {
      result.putArray("txid").add(order.id());
    }
    return result;
  }

  private JsonNode editOrder(String account, Parameters form) {
    orders.requireInTime("EditOrder", form);
    VenueOrder old = orders.open(account, form.required("txid"));
    OrderRequest before = old.request();
    if (before.type() == OrderType.MARKET) {
      throw new KrakenException("EOrder:Invalid order");
    }
    gate.edit(old);
    Quantity volume = OrderForm.volume(form).orElse(old.remaining());
    boolean postOnly =
        form.text("oflags").isPresent() ? OrderForm.postOnly(form) : before.postOnly();
    Integer userref = OrderForm.userref(form);
    OrderRequest request =
        new OrderRequest(
            before.pair(),
            before.side(),
            before.type(),
            volume,
            OrderForm.price(form).orElse(before.price()),
            before.timeInForce(),
            postOnly && before.type() == OrderType.LIMIT,
            userref == null ? before.userref() : userref,
            userref == null ? before.clOrdId() : null);
    VenueOrder order = venue.replace(old, request, form.isTrue("validate"));
    ObjectNode result = KrakenJson.object().put("status", "ok").put("txid", order.id());
    result
        .put("originaltxid", old.id())
        .put("volume", Pair.amountText(volume.value()))
        .put("orders_cancelled", 1);
    if (request.price() != null) {
      result.put("price", old.pair().priceText(request.price().value()));
    }
    result.putObject("descr").put("order", OrderJson.sentence(old.pair(), request));
    return result;
  }

  private JsonNode cancelOrder(String account, Parameters form) {
    return KrakenJson.object().put("count", orders.cancel(account, form));
  }

  private JsonNode cancelAll(String account) {
    return KrakenJson.object().put("count", orders.cancelAll(account));
  }
}
