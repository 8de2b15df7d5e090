package io.tidemark.simulator.rest;

import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.venue.Venue;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Calls the REST protocol without a server, as Alice. */
final class RestClient {

  private final RestApi api;
  private long nonce = 1;

  RestClient(Venue venue) {
    api =
        new RestApi(
            venue,
            List.of(TestVenues.ALICE, TestVenues.BOB),
            new Tokens(),
            RateGate.open(venue),
            ClockOffset.NONE);
  }

  JsonNode get(String method, String query) {
    return api.answer(new RestApi.Call("/0/public/" + method, query, "", "", "", ""));
  }

  JsonNode post(String method, String form) {
    return post(TestVenues.ALICE, method, form, nonce++);
  }

  JsonNode post(ApiKey key, String method, String form, long withNonce) {
    String path = "/0/private/" + method;
    String body = "nonce=" + withNonce + (form.isEmpty() ? "" : "&" + form);
    String signature = KrakenSignature.sign(key.secret(), path, Long.toString(withNonce), body);
    return api.answer(new RestApi.Call(path, "", body, key.key(), signature, ""));
  }

  JsonNode forged(String form) {
    return api.answer(
        new RestApi.Call(
            "/0/private/Balance",
            "",
            "nonce=" + nonce++ + form,
            TestVenues.ALICE.key(),
            "bm8=",
            ""));
  }

  static String error(JsonNode answer) {
    return answer.path("error").path(0).asString("");
  }
}
