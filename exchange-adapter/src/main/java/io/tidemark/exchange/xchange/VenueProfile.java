package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ExchangeCapabilities.CandleSource;
import io.tidemark.exchange.ExchangeCapabilities.Evidence;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Ticker;

/**
 * What is particular to one venue. What is not overridden is what XChange's common services do.
 * Holds no state.
 */
interface VenueProfile {

  /** The name in configuration, such as {@code binance}. */
  String name();

  /** The REST module's class. */
  Class<? extends Exchange> exchange();

  /** The streaming module; empty without one. */
  default Optional<StreamModule> stream() {
    return Optional.empty();
  }

  /** Where the venue's sandbox is; empty if it has none that the module reaches. */
  default Optional<URI> sandbox() {
    return Optional.empty();
  }

  /** Adds what only this venue needs; addresses, time-outs and keys are set already. */
  default void configure(ExchangeSpecification specification, ExchangeSettings settings) {}

  /** The venue's code of a currency in common use, such as BTC of XBT. */
  default String commonCode(String venueCode) {
    return switch (venueCode) {
      case "XBT" -> "BTC";
      case "XDG" -> "DOGE";
      default -> venueCode;
    };
  }

  /** What can be traded. */
  default List<Listing> listings(Exchange exchange) throws IOException {
    return MetadataListings.read(exchange, this);
  }

  /** The published fees of an account without any discount; empty if they are not known here. */
  default Optional<Listing.Fees> publishedFees() {
    return Optional.empty();
  }

  /** The venue's clock by a call of its own; empty to take it from an answer's Date header. */
  default Optional<Instant> serverTime(Exchange exchange) throws IOException {
    return Optional.empty();
  }

  /** The venue's own candles; empty to have them built from trades. */
  default Optional<CandleReader> candles() {
    return Optional.empty();
  }

  /** What tells {@link #candles}. */
  default CandleSource candleSource() {
    return candles().isPresent() ? CandleSource.RAW : CandleSource.TRADES;
  }

  /** Where past trades come from; empty if the module tells none. */
  default Optional<TradeReader> trades() {
    return ServiceCalls.tellsTrades(exchange())
        ? Optional.of(TradeReader.latest(ServiceCalls::trades))
        : Optional.empty();
  }

  default OrderBook book(Exchange exchange, Listing listing, int depth) throws IOException {
    return ServiceCalls.book(exchange, listing);
  }

  default Ticker ticker(Exchange exchange, Listing listing) throws IOException {
    return ServiceCalls.ticker(exchange, listing);
  }

  /** How orders are placed; empty to refuse them. */
  default Optional<OrderDesk> orders() {
    return Optional.empty();
  }

  /** The channels that can be asked for by REST, and so be polled. */
  default Set<MarketChannel> pollable() {
    return Set.of(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK);
  }

  /** How many requests the venue takes from one address, as it publishes it. */
  default ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(1, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  default Evidence evidence() {
    return Evidence.STUBBED;
  }

  /** What a user should know, a sentence each; why there are no orders among them. */
  Set<String> limits();
}
