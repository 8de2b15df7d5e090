package io.tidemark.simulator.rest;

/** Signs for tests of other packages. */
public final class Signatures {
  private Signatures() {}

  public static String sign(ApiKey key, String path, long nonce, String body) {
    return KrakenSignature.sign(key.secret(), path, Long.toString(nonce), body);
  }
}
