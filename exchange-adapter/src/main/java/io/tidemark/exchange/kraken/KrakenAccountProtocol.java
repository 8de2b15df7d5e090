package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.exchange.AccountListener;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.exchange.stream.StreamOutlet;
import io.tidemark.exchange.stream.StreamProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account's own orders and fills on Kraken's WebSocket v1. An update tells only what changed,
 * so open orders are kept whole here. Messages of a channel are numbered: after a hole, everything
 * is asked anew.
 */
final class KrakenAccountProtocol implements StreamProtocol {

  private static final Logger LOG = LoggerFactory.getLogger(KrakenAccountProtocol.class);

  private static final String OWN_TRADES = "ownTrades";
  private static final String OPEN_ORDERS = "openOrders";
  private static final List<String> CHANNELS = List.of(OPEN_ORDERS, OWN_TRADES);

  private final KrakenAccount account;
  private final KrakenMarketData market;
  private final ClientOrderIds clientOrderIds;
  private final AccountListener listener;
  private final Map<String, ObjectNode> orders = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Set<String> unconfirmed = new HashSet<>();
  private int requestId;

  KrakenAccountProtocol(
      KrakenAccount account,
      KrakenMarketData market,
      ClientOrderIds clientOrderIds,
      AccountListener listener) {
    this.account = account;
    this.market = market;
    this.clientOrderIds = clientOrderIds;
    this.listener = listener;
  }

  @Override
  public void opened(StreamOutlet stream) {
    orders.clear();
    sequences.clear();
    unconfirmed.clear();
    unconfirmed.addAll(CHANNELS);
    for (String channel : CHANNELS) {
      stream.send(KrakenMessages.account(++requestId, channel, account.streamToken()));
    }
  }

  @Override
  public void received(StreamOutlet stream, String text) {
    JsonNode message = KrakenMessages.parse(text);
    if (message.isArray()) {
      data(stream, message);
    } else if ("subscriptionStatus".equals(message.path("event").asText())) {
      subscriptionStatus(stream, message);
    }
  }

  private void subscriptionStatus(StreamOutlet stream, JsonNode message) {
    String channel =
        message.path("channelName").asText(message.path("subscription").path("name").asText());
    switch (message.path("status").asText()) {
      case "subscribed" -> {
        if (unconfirmed.remove(channel) && unconfirmed.isEmpty()) {
          stream.become(StreamState.LIVE, "all channels confirmed");
        }
      }
      // A token may have lapsed: a new connection brings a new one.
      case "error" -> stream.restart(channel + ": " + message.path("errorMessage").asText());
      default -> {
        // Nothing else is asked for.
      }
    }
  }

  private void data(StreamOutlet stream, JsonNode message) {
    String channel = message.path(1).asText();
    long sequence = message.path(2).path("sequence").asLong();
    Long before = sequences.put(channel, sequence);
    if (before != null && sequence != before + 1) {
      stream.restart("%s jumped from %d to %d".formatted(channel, before, sequence));
      return;
    }
    switch (channel) {
      case OPEN_ORDERS -> orders(stream, message.path(0));
      case OWN_TRADES -> fills(stream, message.path(0));
      default -> LOG.warn("message_skipped channel={}", channel);
    }
  }

  private void orders(StreamOutlet stream, JsonNode entries) {
    for (JsonNode entry : entries) {
      entry.properties().forEach(order -> order(stream, order.getKey(), order.getValue()));
    }
  }

  private void order(StreamOutlet stream, String venueOrderId, JsonNode changes) {
    ObjectNode order = orders.get(venueOrderId);
    if (order == null) {
      if (!changes.has("descr")) {
        // The last word on an order that ended before; its end has been told.
        LOG.info("order_update_skipped venueOrderId={} cause=ended_before", venueOrderId);
        return;
      }
      order = (ObjectNode) changes.deepCopy();
      orders.put(venueOrderId, order);
    } else {
      order.setAll((ObjectNode) changes);
    }
    learn(venueOrderId, order);
    publish(stream, venueOrderId, order);
  }

  private void learn(String venueOrderId, ObjectNode order) {
    Optional<UUID> clientOrderId = KrakenOrders.clientOrderId(order);
    if (clientOrderId.isPresent()) {
      clientOrderIds.learn(venueOrderId, clientOrderId);
    } else {
      clientOrderIds.require(List.of(venueOrderId));
      UUID known = clientOrderIds.of(venueOrderId);
      if (known != null) {
        order.put("cl_ord_id", known.toString());
      }
    }
  }

  private void publish(StreamOutlet stream, String venueOrderId, ObjectNode order) {
    Optional<Pair> pair = market.pair(KrakenOrders.pairName(order));
    if (pair.isEmpty()) {
      LOG.warn(
          "order_skipped venueOrderId={} pair={} cause=pair_not_listed",
          venueOrderId,
          KrakenOrders.pairName(order));
      return;
    }
    VenueOrderState state = KrakenOrders.order(venueOrderId, order, pair.get());
    if (state.status().isTerminal()) {
      orders.remove(venueOrderId);
    }
    stream.guard(() -> listener.onOrder(state));
  }

  private void fills(StreamOutlet stream, JsonNode entries) {
    List<Map.Entry<String, JsonNode>> trades = new ArrayList<>();
    for (JsonNode entry : entries) {
      trades.addAll(entry.properties());
    }
    account.resolveClientOrderIds(trades.stream().map(Map.Entry::getValue).toList());
    for (Map.Entry<String, JsonNode> trade : trades) {
      account
          .fill(trade.getKey(), trade.getValue())
          .ifPresent(fill -> stream.guard(() -> listener.onFill(fill)));
    }
  }
}
