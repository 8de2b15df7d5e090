package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The messages of Kraken's WebSocket v1. */
final class KrakenMessages {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private KrakenMessages() {}

  /**
   * Parses a message, decimals exactly.
   *
   * @throws IllegalArgumentException if it is no JSON; the text is not quoted
   */
  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON, at " + e.getLocation().offsetDescription());
    }
  }

  /** A subscription of market data of some pairs, or its end. */
  static String market(
      String event, int requestId, String channel, int depth, Collection<String> pairs) {
    ObjectNode message = MAPPER.createObjectNode().put("event", event).put("reqid", requestId);
    pairs.forEach(message.putArray("pair")::add);
    ObjectNode subscription = message.putObject("subscription").put("name", channel);
    if (depth > 0) {
      subscription.put("depth", depth);
    }
    return message.toString();
  }

  /** A subscription of an account's own data. */
  static String account(int requestId, String channel, String token) {
    ObjectNode message =
        MAPPER.createObjectNode().put("event", "subscribe").put("reqid", requestId);
    message.putObject("subscription").put("name", channel).put("token", token);
    return message.toString();
  }

  /** The payloads of a channel's message: what lies between its id and its name. */
  static List<JsonNode> payloads(JsonNode message) {
    List<JsonNode> payloads = new ArrayList<>();
    for (int i = 1; i < message.size() - 2; i++) {
      payloads.add(message.get(i));
    }
    return payloads;
  }

  /** The channel of a market message, without its depth. */
  static String channel(JsonNode message) {
    String name = message.path(message.size() - 2).asText();
    int dash = name.indexOf('-');
    return dash < 0 ? name : name.substring(0, dash);
  }

  /** The pair of a market message. */
  static String pair(JsonNode message) {
    return message.path(message.size() - 1).asText();
  }
}
