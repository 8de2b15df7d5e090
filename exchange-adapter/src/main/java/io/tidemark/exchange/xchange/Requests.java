package io.tidemark.exchange.xchange;

import org.knowm.xchange.Exchange;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.currency.CurrencyPair;

/** Makes the few requests that XChange's modules lack, with XChange's own REST client. */
final class Requests {

  private Requests() {}

  static <T> T of(Class<T> requests, Exchange exchange) {
    return ExchangeRestProxyBuilder.forInterface(requests, exchange.getExchangeSpecification())
        .build();
  }

  /** Base and quote, joined as the venue writes them. */
  static String symbol(Listing listing, String between) {
    return listing.instrument().getBase().getCurrencyCode()
        + between
        + listing.instrument().getCounter().getCurrencyCode();
  }

  static CurrencyPair pair(Listing listing) {
    return new CurrencyPair(listing.instrument().getBase(), listing.instrument().getCounter());
  }
}
