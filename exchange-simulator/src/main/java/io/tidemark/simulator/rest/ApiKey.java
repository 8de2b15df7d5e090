package io.tidemark.simulator.rest;

import java.util.Base64;

/**
 * A key to an account of the venue.
 *
 * @param key its public part, which also names the account
 * @param secret in base 64
 */
public record ApiKey(String key, String secret) {

  /**
   * @throws IllegalArgumentException if the key is empty or the secret is not base 64
   */
  public ApiKey {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("key must not be empty");
    }
    try {
      Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("secret of key %s must be base 64".formatted(key), e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ApiKey[" + key + "]";
  }
}
