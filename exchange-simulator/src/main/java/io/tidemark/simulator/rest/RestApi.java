package io.tidemark.simulator.rest;

import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.Venue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Kraken's REST under {@code /0/public} and {@code /0/private}. */
public final class RestApi {

  private static final String PUBLIC = "/0/public/";
  private static final String PRIVATE = "/0/private/";

  private final Venue venue;
  private final Map<String, ApiKey> keys;
  private final PublicApi publicApi;
  private final PrivateApi privateApi;
  private final RateGate gate;

  /**
   * @param gate how many requests are taken
   * @param clock how far the clock is off that requests are answered and judged by
   */
  public RestApi(Venue venue, List<ApiKey> keys, Tokens tokens, RateGate gate, ClockOffset clock) {
    this.venue = venue;
    this.keys = keys.stream().collect(Collectors.toMap(ApiKey::key, key -> key));
    this.publicApi = new PublicApi(venue, clock);
    this.privateApi = new PrivateApi(venue, new OrderEntry(venue, gate, clock), tokens, gate);
    this.gate = gate;
  }

  /**
   * A request as it came.
   *
   * @param path without the query
   * @param query empty if there is none
   * @param body empty if there is none
   * @param key the header {@code API-Key}, empty if there is none
   * @param signature the header {@code API-Sign}, empty if there is none
   * @param address where it comes from
   */
  public record Call(
      String path, String query, String body, String key, String signature, String address) {}

  /** The answer: a result, or Kraken's words for why there is none. */
  public JsonNode answer(Call call) {
    ObjectNode answer = KrakenJson.object();
    try {
      JsonNode result = result(call);
      answer.putArray("error");
      answer.set("result", result);
    } catch (KrakenException e) {
      answer.putArray("error").add(e.error());
    }
    return answer;
  }

  private JsonNode result(Call call) {
    if (call.path().startsWith(PUBLIC)) {
      gate.publicCall(call.address());
      String parameters = call.query().isEmpty() ? call.body() : call.query();
      return publicApi.call(call.path().substring(PUBLIC.length()), Parameters.parse(parameters));
    }
    if (call.path().startsWith(PRIVATE)) {
      Parameters form = Parameters.parse(call.body());
      String account = authenticate(call, form);
      gate.privateCall(account, call.path().substring(PRIVATE.length()));
      return privateApi.call(call.path().substring(PRIVATE.length()), account, form);
    }
    throw new KrakenException("EGeneral:Unknown method");
  }

  private String authenticate(Call call, Parameters form) {
    ApiKey key = keys.get(call.key());
    if (key == null) {
      throw new KrakenException("EAPI:Invalid key");
    }
    String nonce = form.text("nonce").orElseThrow(() -> new KrakenException("EAPI:Invalid nonce"));
    String expected = KrakenSignature.sign(key.secret(), call.path(), nonce, call.body());
    if (!KrakenSignature.isSame(expected, call.signature())) {
      throw new KrakenException("EAPI:Invalid signature");
    }
    try {
      venue.useNonce(key.key(), Long.parseLong(nonce));
    } catch (NumberFormatException e) {
      throw new KrakenException("EAPI:Invalid nonce");
    }
    return key.key();
  }
}
