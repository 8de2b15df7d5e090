package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ExchangeCapabilities.Evidence;
import io.tidemark.exchange.MarketChannel;
import java.util.EnumSet;
import java.util.Set;
import org.knowm.xchange.Exchange;

/**
 * A venue whose XChange module is on the class path and that nobody looked at: what the common
 * calls of its class offer, and no more.
 */
record UnprofiledVenue(String name, Class<? extends Exchange> exchange) implements VenueProfile {

  @Override
  public Set<MarketChannel> pollable() {
    Set<MarketChannel> channels = EnumSet.noneOf(MarketChannel.class);
    add(channels, "getTrades", MarketChannel.TRADES);
    add(channels, "getTicker", MarketChannel.TICKER);
    add(channels, "getOrderBook", MarketChannel.BOOK);
    return channels;
  }

  private void add(Set<MarketChannel> channels, String call, MarketChannel channel) {
    if (ServiceCalls.tells(exchange, call)) {
      channels.add(channel);
    }
  }

  @Override
  public Evidence evidence() {
    return Evidence.UNTRIED;
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Found by its name on the class path: nobody tried it.",
        "The latest trades only, as many as its module tells.",
        "Fees are not known, so no instrument is listed as tradable.",
        "One request a second, since its limit is not known.",
        "No orders: it is not known whether the module sends an id of ours.");
  }
}
