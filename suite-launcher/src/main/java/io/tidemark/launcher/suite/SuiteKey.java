package io.tidemark.launcher.suite;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key by which the services of a suite write to each other. Without one in the environment the
 * suite makes one of its own for this run: its services work together, and everybody else's writes
 * are refused as before.
 */
public final class SuiteKey {

  /** The setting that carries it. */
  public static final String PROPERTY = "tidemark.api-key";

  private static final String VARIABLE = "TIDEMARK_API_KEY";
  private static final int BYTES = 32;

  private SuiteKey() {}

  /** The configured key; empty without one. */
  public static String configured() {
    String key = System.getenv(VARIABLE);
    return key == null ? "" : key.strip();
  }

  /** The configured key, or a new one. */
  public static String configuredOrOwn() {
    String configured = configured();
    if (!configured.isEmpty()) {
      return configured;
    }
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }
}
