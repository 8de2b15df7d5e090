package io.tidemark.exchange.xchange;

import info.bitrich.xchangestream.core.StreamingExchange;
import io.tidemark.exchange.MarketChannel;
import java.util.Set;

/**
 * A venue's streaming module.
 *
 * @param exchange its class
 * @param channels what it streams
 * @param depth the most levels a side of its books
 * @param movable whether it can be told another address than the venue's
 */
record StreamModule(
    Class<? extends StreamingExchange> exchange,
    Set<MarketChannel> channels,
    int depth,
    boolean movable) {

  StreamModule {
    channels = Set.copyOf(channels);
  }
}
