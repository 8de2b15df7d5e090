package io.tidemark.execution.venue;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.GatewayContext;

/** Opens the gateway of the configured exchange with the account's credentials. */
@FunctionalInterface
public interface GatewayOpener {

  /** Nothing is sent yet. */
  ExchangeGateway open(GatewayContext context);
}
