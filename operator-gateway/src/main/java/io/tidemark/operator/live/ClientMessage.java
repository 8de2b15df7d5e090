package io.tidemark.operator.live;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a client may say. */
sealed interface ClientMessage {

  /**
   * It comes back and has all up to a sequence.
   *
   * @param stream the life of the gateway that it knows
   */
  record Resume(String stream, long sequence) implements ClientMessage {}

  /** It looks at one instrument from now on. */
  record WatchMarket(InstrumentId instrument, Timeframe timeframe) implements ClientMessage {}

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static ClientMessage parse(String text) {
    JsonNode message;
    try {
      message = Json.mapper().readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the message is no JSON", e);
    }
    return switch (message.path("type").asString("")) {
      case "resume" ->
          new Resume(
              message.path("stream").asString(""), message.path("sequence").asLong(Long.MAX_VALUE));
      case "watch" ->
          new WatchMarket(
              InstrumentId.of(
                  message.path("exchange").asString(""), message.path("symbol").asString("")),
              Timeframe.parse(message.path("timeframe").asString("")));
      default -> throw new IllegalArgumentException("type must be resume or watch");
    };
  }
}
