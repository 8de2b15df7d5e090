package io.tidemark.exchange;

import io.tidemark.exchange.kraken.KrakenGateway;
import java.util.Set;

/** Opens gateways by the name that a configuration gives. */
public final class ExchangeGateways {

  private static final String KRAKEN = "kraken";

  private ExchangeGateways() {}

  /** The exchanges that can be configured. */
  public static Set<String> supported() {
    return Set.of(KRAKEN);
  }

  /**
   * Opens the gateway of {@code settings.exchange()}. Nothing is sent yet.
   *
   * @throws IllegalArgumentException if the exchange is not supported
   */
  public static ExchangeGateway open(ExchangeSettings settings, GatewayContext context) {
    return switch (settings.exchange()) {
      case KRAKEN -> new KrakenGateway(settings, context);
      default ->
          throw new IllegalArgumentException(
              "exchange must be one of %s, was '%s'".formatted(supported(), settings.exchange()));
    };
  }
}
