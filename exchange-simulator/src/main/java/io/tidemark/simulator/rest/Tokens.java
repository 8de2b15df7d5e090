package io.tidemark.simulator.rest;

import io.tidemark.model.Ids;
import io.tidemark.simulator.venue.KrakenException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The tokens that open private WebSocket channels; they hold until the venue is closed. */
public final class Tokens {

  private static final int EXPIRES_SECONDS = 900;

  private final Map<String, String> accounts = new HashMap<>();

  /** Gives a new token; it derives from account, venue time and count. */
  JsonNode issue(String account, long nowMicros) {
    String token =
        Ids.sha256("token\u001f" + account + "\u001f" + nowMicros + "\u001f" + accounts.size());
    accounts.put(token, account);
    return KrakenJson.object().put("token", token).put("expires", EXPIRES_SECONDS);
  }

  /**
   * The account of a request that needs one.
   *
   * @throws KrakenException if there is no token, or not this one
   */
  public String accountOf(String token) {
    if (token.isEmpty()) {
      throw new KrakenException("Token(s) not found");
    }
    return account(token).orElseThrow(() -> new KrakenException("ESession:Invalid session"));
  }

  /** The account that a token was given to. */
  public Optional<String> account(String token) {
    return Optional.ofNullable(accounts.get(token));
  }
}
