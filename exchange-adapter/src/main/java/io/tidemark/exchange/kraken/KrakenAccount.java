package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.Balance;
import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.resilience.VenueFailure;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account at Kraken by REST. Thread-safe. */
final class KrakenAccount {

  private static final Logger LOG = LoggerFactory.getLogger(KrakenAccount.class);

  /** As many trades as the venue tells by their ids in one answer. */
  private static final int TRADES_PER_REQUEST = 20;

  private final KrakenRest rest;
  private final KrakenMarketData market;
  private final ClientOrderIds clientOrderIds;

  KrakenAccount(KrakenRest rest, KrakenMarketData market, ClientOrderIds clientOrderIds) {
    this.rest = rest;
    this.market = market;
    this.clientOrderIds = clientOrderIds;
  }

  List<Balance> balances() {
    JsonNode answer =
        rest.<JsonNode>readPrivate(
            "reading balances",
            (requests, key, signer, nonces) -> requests.balanceEx(key, signer, nonces));
    Map<String, Balance> balances = new TreeMap<>();
    answer.properties().forEach(entry -> add(balances, entry.getKey(), entry.getValue()));
    return List.copyOf(balances.values());
  }

  private static void add(Map<String, Balance> balances, String venueCode, JsonNode held) {
    String currency = KrakenSymbols.currencyOf(venueCode);
    BigDecimal total = new BigDecimal(held.path("balance").asText("0"));
    BigDecimal onHold = new BigDecimal(held.path("hold_trade").asText("0"));
    if (total.signum() != 0) {
      Balance balance =
          new Balance(new Money(total, currency), new Money(total.subtract(onHold), currency));
      balances.merge(
          currency,
          balance,
          (a, b) -> new Balance(a.total().plus(b.total()), a.free().plus(b.free())));
    }
  }

  SubmitOutcome submit(VenueOrder order) {
    return submit(order, false);
  }

  /** Accepted means that the venue would take it; there is no order then. */
  SubmitOutcome validate(VenueOrder order) {
    return submit(order, true);
  }

  private SubmitOutcome submit(VenueOrder order, boolean checkOnly) {
    Pair pair;
    try {
      pair = market.require(order.instrument());
    } catch (IllegalArgumentException e) {
      return new SubmitOutcome.NotSent(OrderReason.INVALID_ORDER, String.valueOf(e.getMessage()));
    } catch (VenueReadException e) {
      return new SubmitOutcome.NotSent(e.reason(), String.valueOf(e.getMessage()));
    }
    try {
      JsonNode answer = send(order, pair, checkOnly);
      return checkOnly ? new SubmitOutcome.Accepted("") : accepted(order, answer);
    } catch (VenueFailure e) {
      return switch (e.effect()) {
        case NEVER_LEFT -> new SubmitOutcome.NotSent(e.reason(), e.detail());
        case REFUSED -> new SubmitOutcome.Rejected(e.reason(), e.detail());
        case UNCERTAIN -> new SubmitOutcome.Ambiguous(e.detail());
      };
    }
  }

  private JsonNode send(VenueOrder order, Pair pair, boolean checkOnly) throws VenueFailure {
    Price price = order.limitPrice() != null ? order.limitPrice() : order.stopPrice();
    return rest.<JsonNode>sendOnce(
        (requests, key, signer, nonces) ->
            requests.addOrder(
                pair.restName(),
                order.side().name().toLowerCase(Locale.ROOT),
                KrakenOrders.word(order.type()),
                order.quantity().toString(),
                price == null ? null : price.toString(),
                order.postOnly() ? "fciq,post" : "fciq",
                order.timeInForce() == TimeInForce.IOC ? "IOC" : null,
                order.clientOrderId().toString(),
                order.deadline().toString(),
                checkOnly ? true : null,
                key,
                signer,
                nonces));
  }

  private SubmitOutcome accepted(VenueOrder order, JsonNode answer) {
    String venueOrderId = answer.path("txid").path(0).asText("");
    if (venueOrderId.isEmpty()) {
      return new SubmitOutcome.Ambiguous("accepted, but the answer names no order id");
    }
    clientOrderIds.learn(venueOrderId, Optional.of(order.clientOrderId()));
    return new SubmitOutcome.Accepted(venueOrderId);
  }

  CancelOutcome cancel(UUID clientOrderId) {
    try {
      JsonNode answer =
          rest.<JsonNode>sendOnce(
              (requests, key, signer, nonces) ->
                  requests.cancelByClientId(clientOrderId.toString(), key, signer, nonces));
      return answer.path("count").asInt(0) > 0
          ? new CancelOutcome.Accepted()
          : new CancelOutcome.NotOpen("the venue cancelled nothing");
    } catch (VenueFailure e) {
      return switch (e.effect()) {
        case NEVER_LEFT -> new CancelOutcome.NotSent(e.reason(), e.detail());
        case REFUSED ->
            KrakenErrors.isUnknownOrder(e)
                ? new CancelOutcome.NotOpen(e.detail())
                : new CancelOutcome.Rejected(e.reason(), e.detail());
        case UNCERTAIN -> new CancelOutcome.Ambiguous(e.detail());
      };
    }
  }

  /** Reads the clock first: what is not there after the deadline can not come any more. */
  OrderLookup orderByClientId(UUID clientOrderId, Instant deadline) {
    try {
      Instant venueTime = market.serverTime();
      JsonNode open =
          rest.<JsonNode>readPrivate(
              "searching open orders",
              (requests, key, signer, nonces) ->
                  requests.openOrders(clientOrderId.toString(), true, key, signer, nonces));
      Optional<OrderLookup> found = find(open.path("open"), clientOrderId);
      if (found.isPresent()) {
        return found.get();
      }
      JsonNode closed =
          rest.<JsonNode>readPrivate(
              "searching closed orders",
              (requests, key, signer, nonces) ->
                  requests.closedOrders(clientOrderId.toString(), true, key, signer, nonces));
      found = find(closed.path("closed"), clientOrderId);
      if (found.isPresent()) {
        return found.get();
      }
      return absence(venueTime, deadline, closed);
    } catch (VenueReadException e) {
      return new OrderLookup.NotProven(String.valueOf(e.getMessage()));
    }
  }

  private static OrderLookup absence(Instant venueTime, Instant deadline, JsonNode closed) {
    if (!venueTime.isAfter(deadline)) {
      return new OrderLookup.NotProven(
          "the venue's time %s is not past the deadline %s".formatted(venueTime, deadline));
    }
    int told = closed.path("closed").size();
    int count = closed.path("count").asInt(told);
    if (count > told) {
      return new OrderLookup.NotProven(
          "the venue told %d of %d closed orders".formatted(told, count));
    }
    return new OrderLookup.Absent(venueTime);
  }

  private Optional<OrderLookup> find(JsonNode orders, UUID clientOrderId) {
    return read(orders).stream()
        .filter(order -> clientOrderId.equals(order.clientOrderId()))
        .findFirst()
        .map(order -> new OrderLookup.Found(order, tradeIds(orders.path(order.venueOrderId()))));
  }

  private static List<String> tradeIds(JsonNode order) {
    List<String> ids = new ArrayList<>();
    order.path("trades").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  List<VenueOrderState> openOrders() {
    JsonNode answer =
        rest.<JsonNode>readPrivate(
            "reading open orders",
            (requests, key, signer, nonces) ->
                requests.openOrders(null, null, key, signer, nonces));
    return read(answer.path("open"));
  }

  /** Orders by the venue's ids, ended ones too; those it does not know are left out. */
  List<VenueOrderState> orders(Collection<String> venueOrderIds) {
    List<String> ids = List.copyOf(venueOrderIds);
    List<VenueOrderState> states = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += ClientOrderIds.PER_REQUEST) {
      String some =
          String.join(
              ",", ids.subList(from, Math.min(from + ClientOrderIds.PER_REQUEST, ids.size())));
      states.addAll(
          read(
              rest.<JsonNode>readPrivate(
                  "reading orders",
                  (requests, key, signer, nonces) ->
                      requests.queryOrders(some, key, signer, nonces))));
    }
    return states;
  }

  private List<VenueOrderState> read(JsonNode orders) {
    List<VenueOrderState> states = new ArrayList<>();
    orders
        .properties()
        .forEach(entry -> read(entry.getKey(), entry.getValue()).ifPresent(states::add));
    return states;
  }

  private Optional<VenueOrderState> read(String venueOrderId, JsonNode order) {
    clientOrderIds.learn(venueOrderId, KrakenOrders.clientOrderId(order));
    Optional<Pair> pair = market.pair(KrakenOrders.pairName(order));
    if (pair.isEmpty()) {
      LOG.warn(
          "order_skipped venueOrderId={} pair={} cause=pair_not_listed",
          venueOrderId,
          KrakenOrders.pairName(order));
    }
    return pair.map(known -> KrakenOrders.order(venueOrderId, order, known));
  }

  List<VenueFill> fills(Instant since) {
    Map<String, JsonNode> trades = new LinkedHashMap<>();
    int count;
    int offset = 0;
    do {
      JsonNode page = tradesPage(since.getEpochSecond() - 1, offset);
      page.path("trades").properties().forEach(row -> trades.put(row.getKey(), row.getValue()));
      count = page.path("count").asInt();
      int told = page.path("trades").size();
      offset = told == 0 ? count : offset + told;
    } while (offset < count);
    return fills(trades).stream().filter(fill -> !fill.eventTime().isBefore(since)).toList();
  }

  /** Asks for them by the ids that the order names; reads back through all if some are missing. */
  List<VenueFill> fillsOf(OrderLookup.Found order, Instant since) {
    List<VenueFill> named = named(order.venueTradeIds());
    Quantity told = named.stream().map(VenueFill::quantity).reduce(Quantity.ZERO, Quantity::plus);
    if (told.compareTo(order.state().filled()) >= 0) {
      return named;
    }
    String venueOrderId = order.state().venueOrderId();
    return fills(since).stream().filter(fill -> fill.venueOrderId().equals(venueOrderId)).toList();
  }

  private List<VenueFill> named(List<String> venueTradeIds) {
    Map<String, JsonNode> trades = new LinkedHashMap<>();
    for (int from = 0; from < venueTradeIds.size(); from += TRADES_PER_REQUEST) {
      int to = Math.min(from + TRADES_PER_REQUEST, venueTradeIds.size());
      String some = String.join(",", venueTradeIds.subList(from, to));
      rest.<JsonNode>readPrivate(
              "reading an order's fills",
              (requests, key, signer, nonces) -> requests.queryTrades(some, key, signer, nonces))
          .properties()
          .forEach(row -> trades.put(row.getKey(), row.getValue()));
    }
    return fills(trades);
  }

  private List<VenueFill> fills(Map<String, JsonNode> trades) {
    resolveClientOrderIds(trades.values());
    return trades.entrySet().stream()
        .flatMap(row -> fill(row.getKey(), row.getValue()).stream())
        .sorted(Comparator.comparing(VenueFill::eventTime).thenComparing(VenueFill::venueTradeId))
        .toList();
  }

  private JsonNode tradesPage(long start, int offset) {
    return rest.<JsonNode>readPrivate(
        "reading fills",
        (requests, key, signer, nonces) ->
            requests.tradesHistory(start, offset, key, signer, nonces));
  }

  /** Makes known whose orders some trades belong to; asks where the trades do not tell. */
  void resolveClientOrderIds(Collection<JsonNode> trades) {
    for (JsonNode trade : trades) {
      Optional<UUID> told = KrakenOrders.clientOrderId(trade);
      if (told.isPresent()) {
        clientOrderIds.learn(orderOf(trade), told);
      }
    }
    clientOrderIds.require(trades.stream().map(KrakenAccount::orderOf).toList());
  }

  /** The order that a trade is of. */
  static String orderOf(JsonNode trade) {
    return trade.path("ordertxid").asText();
  }

  /** A fill of REST or the stream; {@link #resolveClientOrderIds} comes first. */
  Optional<VenueFill> fill(String venueTradeId, JsonNode trade) {
    Optional<Pair> pair = market.pair(trade.path("pair").asText());
    if (pair.isEmpty()) {
      LOG.warn(
          "fill_skipped venueTradeId={} pair={} cause=pair_not_listed",
          venueTradeId,
          trade.path("pair").asText());
    }
    UUID clientOrderId = clientOrderIds.of(orderOf(trade));
    return pair.map(known -> KrakenOrders.fill(venueTradeId, trade, known, clientOrderId));
  }

  /** A token for the private streams. */
  String streamToken() {
    return rest.readPrivate(
            "asking for a stream token",
            (requests, key, signer, nonces) ->
                requests.getWebsocketToken(null, null, key, signer, nonces))
        .getToken();
  }
}
