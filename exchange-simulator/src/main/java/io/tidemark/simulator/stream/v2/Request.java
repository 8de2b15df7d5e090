package io.tidemark.simulator.stream.v2;

import io.tidemark.simulator.faults.Told;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.venue.KrakenException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asked, and the form of what answers it.
 *
 * @param id the client's number for it; null if it gave none
 * @param atMicros venue time at which it came
 */
record Request(String method, JsonNode params, @Nullable JsonNode id, long atMicros) {

  /**
   * Reads a message.
   *
   * @throws KrakenException if it is no JSON object, or its number is none
   */
  static Request read(String text, long nowMicros) {
    JsonNode message = tree(text);
    if (!message.isObject()) {
      throw new KrakenException("Malformed request");
    }
    JsonNode id = message.path("req_id");
    if (!id.isMissingNode() && !id.isIntegralNumber()) {
      throw new KrakenException("Req_id field must be a number_integer");
    }
    return new Request(
        message.path("method").asString(""),
        message.path("params"),
        id.isMissingNode() ? null : id,
        nowMicros);
  }

  private static JsonNode tree(String text) {
    try {
      return KrakenJson.mapper().readTree(text);
    } catch (JacksonException e) {
      throw new KrakenException("Malformed request");
    }
  }

  /**
   * Refuses what nobody here understands, so that nothing is ignored.
   *
   * @throws KrakenException if a parameter is not one of {@code known}
   */
  void requireOnly(Set<String> known) {
    for (String name : params.propertyNames()) {
      if (!known.contains(name)) {
        throw new KrakenException(
            "Unsupported field: '%s' for the given msg type: %s"
                .formatted(name, method.replace('_', ' ')));
      }
    }
  }

  /** A switch that is either way if the client says nothing. */
  boolean isOn(String name, boolean otherwise) {
    JsonNode value = params.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw new KrakenException(capitalised(name) + " field must be a boolean");
    }
    return value.booleanValue();
  }

  static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** What an answer to it is about if it was done. */
  Told done(@Nullable Pair pair) {
    return Told.done(method, pair);
  }

  /** What an answer to it is about if it was refused. */
  Told refused() {
    return Told.refused(method);
  }

  String pong(long nowMicros) {
    return finished(KrakenJson.object().put("method", "pong"), nowMicros);
  }

  String success(JsonNode result, long nowMicros) {
    ObjectNode answer = KrakenJson.object().put("method", method);
    answer.set("result", result);
    return finished(answer.put("success", true), nowMicros);
  }

  /**
   * Says no. The token, if there is one, is not told back.
   *
   * @param symbol what it is about; empty if it is about no market
   */
  String failure(String error, String symbol, long nowMicros) {
    ObjectNode answer =
        KrakenJson.object().put("error", error).put("method", method).put("success", false);
    if (!symbol.isEmpty()) {
      answer.put("symbol", symbol);
    }
    return finished(answer, nowMicros);
  }

  /** Says no to what could not be read as a request. */
  static String unreadable(String error, long nowMicros) {
    return KrakenJson.write(
        KrakenJson.object()
            .put("error", error)
            .put("success", false)
            .put("time_in", Times.micros(nowMicros))
            .put("time_out", Times.micros(nowMicros)));
  }

  private String finished(ObjectNode answer, long nowMicros) {
    if (id != null) {
      answer.set("req_id", id);
    }
    answer.put("time_in", Times.micros(atMicros)).put("time_out", Times.micros(nowMicros));
    return KrakenJson.write(answer);
  }
}
