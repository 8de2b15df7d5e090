package io.tidemark.simulator.venue;

import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.simulator.venue.JournalEntry.ClockLease;
import io.tidemark.simulator.venue.JournalEntry.Opened;
import io.tidemark.simulator.venue.JournalEntry.OrderCancelled;
import io.tidemark.simulator.venue.JournalEntry.OrderFilled;
import io.tidemark.simulator.venue.JournalEntry.OrderPlaced;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Journal entries as lines of JSON, and back. */
final class JournalCodec {

  private static final JsonMapper JSON = JsonMapper.shared();

  private JournalCodec() {}

  static String encode(JournalEntry entry) {
    ObjectNode node = JSON.createObjectNode();
    switch (entry) {
      case Opened e ->
          node.put("type", "opened").put("version", e.version()).put("identity", e.identity());
      case ClockLease e -> {
        node.put("type", "clock").put("upTo", e.upToMicros());
        ObjectNode nonces = node.putObject("nonces");
        e.nonces().forEach(nonces::put);
      }
      case OrderPlaced e -> {
        node.put("type", "order").put("at", e.atMicros());
        node.put("account", e.account()).put("id", e.id());
        put(node, e.request());
      }
      case OrderCancelled e ->
          node.put("type", "cancel")
              .put("at", e.atMicros())
              .put("id", e.id())
              .put("reason", e.reason());
      case OrderFilled e ->
          node.put("type", "fill")
              .put("at", e.atMicros())
              .put("id", e.id())
              .put("order", e.order())
              .put("price", e.price().toString())
              .put("quantity", e.quantity().toString())
              .put("fee", e.fee().toPlainString());
    }
    return JSON.writeValueAsString(node);
  }

  private static void put(ObjectNode node, OrderRequest request) {
    node.put("pair", request.pair())
        .put("side", request.side().name())
        .put("orderType", request.type().name())
        .put("volume", request.volume().toString())
        .put("price", request.price() == null ? null : request.price().toString())
        .put("timeInForce", request.timeInForce().name())
        .put("postOnly", request.postOnly())
        .put("userref", request.userref())
        .put("clOrdId", request.clOrdId());
  }

  /**
   * Reads a line.
   *
   * @throws RuntimeException if it is not an entry
   */
  static JournalEntry decode(String line) {
    JsonNode node = JSON.readTree(line);
    return switch (text(node, "type")) {
      case "opened" -> new Opened(node.path("version").asInt(), text(node, "identity"));
      case "clock" -> new ClockLease(number(node, "upTo"), nonces(node.path("nonces")));
      case "order" ->
          new OrderPlaced(
              number(node, "at"), text(node, "account"), text(node, "id"), request(node));
      case "cancel" ->
          new OrderCancelled(number(node, "at"), text(node, "id"), text(node, "reason"));
      case "fill" ->
          new OrderFilled(
              number(node, "at"),
              text(node, "id"),
              text(node, "order"),
              Price.of(text(node, "price")),
              Quantity.of(text(node, "quantity")),
              new BigDecimal(text(node, "fee")));
      default -> throw new IllegalArgumentException("unknown type in " + line);
    };
  }

  private static OrderRequest request(JsonNode node) {
    String price = optionalText(node, "price");
    return new OrderRequest(
        text(node, "pair"),
        Side.valueOf(text(node, "side")),
        OrderType.valueOf(text(node, "orderType")),
        Quantity.of(text(node, "volume")),
        price == null ? null : Price.of(price),
        TimeInForce.valueOf(text(node, "timeInForce")),
        node.path("postOnly").asBoolean(),
        node.path("userref").isNumber() ? (Integer) node.path("userref").intValue() : null,
        optionalText(node, "clOrdId"));
  }

  private static Map<String, Long> nonces(JsonNode node) {
    Map<String, Long> nonces = new TreeMap<>();
    node.properties().forEach(e -> nonces.put(e.getKey(), e.getValue().longValue()));
    return nonces;
  }

  private static long number(JsonNode node, String field) {
    return required(node, field).longValue();
  }

  private static String text(JsonNode node, String field) {
    return required(node, field).stringValue();
  }

  private static @Nullable String optionalText(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).stringValue() : null;
  }

  private static JsonNode required(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      throw new IllegalArgumentException("'%s' is missing in %s".formatted(field, node));
    }
    return node.path(field);
  }
}
