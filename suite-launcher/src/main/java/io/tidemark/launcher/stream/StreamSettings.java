package io.tidemark.launcher.stream;

import io.tidemark.model.Symbol;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a validation is asked for.
 *
 * @param exchange its name in configuration
 * @param symbols at least one
 * @param length how long to listen, above 0
 * @param maxAge the age that 95 of 100 trades and books must not exceed, above 0
 * @param restUrl null for the exchange's own address
 * @param websocketUrl null for the exchange's own address
 * @param clock {@code system}, or the address of a replaying venue's clock
 * @param json where to write the report; null for nowhere
 */
public record StreamSettings(
    String exchange,
    List<Symbol> symbols,
    Duration length,
    Duration maxAge,
    @Nullable URI restUrl,
    @Nullable URI websocketUrl,
    String clock,
    @Nullable Path json) {

  /**
   * @throws IllegalArgumentException if a setting is out of its range
   */
  public StreamSettings {
    symbols = symbols.stream().distinct().toList();
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("--symbol must name at least one, such as BTC/USD");
    }
    if (!length.isPositive()) {
      throw new IllegalArgumentException("--for must be above 0, was " + length);
    }
    if (!maxAge.isPositive()) {
      throw new IllegalArgumentException("--max-age must be above 0, was " + maxAge);
    }
    require("--rest-url", restUrl, "http");
    require("--websocket-url", websocketUrl, "ws");
  }

  /** The scheme, or that of an encrypted connection. */
  private static void require(String option, @Nullable URI url, String scheme) {
    boolean usable =
        url == null
            || (url.getHost() != null
                && (scheme.equals(url.getScheme()) || (scheme + "s").equals(url.getScheme())));
    if (!usable) {
      throw new IllegalArgumentException(
          "%s must be an address such as %s://127.0.0.1:8090, was '%s'"
              .formatted(option, scheme, url));
    }
  }
}
