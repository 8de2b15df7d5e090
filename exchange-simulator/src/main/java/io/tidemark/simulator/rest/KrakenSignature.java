package io.tidemark.simulator.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Kraken's signature of a private request: HMAC-SHA512, keyed with the decoded secret, of the path
 * and the SHA-256 of nonce and body.
 */
final class KrakenSignature {
  private KrakenSignature() {}

  /**
   * Signs a request.
   *
   * @param secret in base 64
   * @param path such as {@code /0/private/AddOrder}
   * @param body as sent, the nonce in it
   */
  static String sign(String secret, String path, String nonce, String body) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest((nonce + body).getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
      mac.update(path.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256 and HmacSHA512", e);
    }
  }

  /** Compares in constant time. */
  static boolean isSame(String expected, String seen) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), seen.getBytes(StandardCharsets.UTF_8));
  }
}
