package io.tidemark.exchange.resilience;

/** How the JDK's HTTP connections behave, which is read once in a JVM. */
public final class HttpProperties {

  /** Requests to a venue at the same time whose connections are kept; 5 without it. */
  private static final String KEPT_CONNECTIONS = "32";

  private HttpProperties() {}

  /** Sets what this suite needs; to be called before the first request. */
  public static void set() {
    // The JDK sends a POST again by itself when a kept connection turns out to be closed. For an
    // order that is a blind retry.
    System.setProperty("sun.net.http.retryPost", "false");
    System.setProperty("http.maxConnections", KEPT_CONNECTIONS);
  }
}
