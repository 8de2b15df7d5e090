package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.exchange.MarketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The messages of Kraken's WebSocket v1. */
final class KrakenMessages {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final int CANDLE_MINUTES = 1;

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

  /**
   * A subscription of market data of some pairs, or its end.
   *
   * @param depth of books
   */
  static String market(
      String event, int requestId, MarketChannel channel, int depth, Collection<String> pairs) {
    ObjectNode message = MAPPER.createObjectNode().put("event", event).put("reqid", requestId);
    pairs.forEach(message.putArray("pair")::add);
    ObjectNode subscription = message.putObject("subscription").put("name", name(channel));
    switch (channel) {
      case BOOK -> subscription.put("depth", depth);
      case CANDLES -> subscription.put("interval", CANDLE_MINUTES);
      case TRADES, TICKER -> {
        // These have no options.
      }
    }
    return message.toString();
  }

  /** A message that the venue answers. */
  static String ping() {
    return MAPPER.createObjectNode().put("event", "ping").toString();
  }

  /** The venue's name of a channel. */
  static String name(MarketChannel channel) {
    return switch (channel) {
      case TRADES -> "trade";
      case TICKER -> "ticker";
      case BOOK -> "book";
      case CANDLES -> "ohlc";
    };
  }

  /** The channel of the venue's name; empty for one that is never asked for. */
  static Optional<MarketChannel> channelOf(String name) {
    return Arrays.stream(MarketChannel.values())
        .filter(channel -> name(channel).equals(name))
        .findFirst();
  }

  /** The channel that a text which cannot be read is probably of: the one that it names. */
  static MarketChannel channelNamedIn(String text) {
    return Arrays.stream(MarketChannel.values())
        .filter(channel -> text.contains("\"" + name(channel)))
        .findFirst()
        .orElse(MarketChannel.TRADES);
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
