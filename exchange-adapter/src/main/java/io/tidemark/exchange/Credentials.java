package io.tidemark.exchange;

/**
 * An account's key at a venue. Never printed.
 *
 * @param key names the account
 * @param secret signs its requests
 */
public record Credentials(String key, String secret) {

  /**
   * @throws IllegalArgumentException if one is blank
   */
  public Credentials {
    if (key.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("key and secret must both be given");
    }
  }

  /** Tells only that there are some. */
  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
