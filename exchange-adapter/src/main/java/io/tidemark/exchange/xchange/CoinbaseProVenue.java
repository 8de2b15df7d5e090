package io.tidemark.exchange.xchange;

import info.bitrich.xchangestream.coinbasepro.CoinbaseProStreamingExchange;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.coinbasepro.CoinbaseProExchange;
import org.knowm.xchange.coinbasepro.dto.marketdata.CoinbaseProProduct;
import org.knowm.xchange.coinbasepro.service.CoinbaseProMarketDataService;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.OrderBook;

/**
 * Coinbase Exchange, which was called Coinbase Pro. The addresses that XChange's module has are
 * closed; the venue answers at those that were called Prime.
 */
final class CoinbaseProVenue implements VenueProfile {

  private static final URI REST = URI.create("https://api.exchange.coinbase.com");
  private static final URI SANDBOX = URI.create("https://api-public.sandbox.exchange.coinbase.com");
  private static final String STREAM = "wss://ws-feed.exchange.coinbase.com";
  private static final String SANDBOX_STREAM = "wss://ws-feed-public.sandbox.exchange.coinbase.com";

  private static final int ROWS = 300;
  private static final int STREAMED_BOOK = 100;

  /** The level of a book that sums orders by price. */
  private static final int AGGREGATED = 2;

  private static final Map<Timeframe, String> CODES =
      Map.of(
          Timeframe.M1, "60",
          Timeframe.M5, "300",
          Timeframe.M15, "900",
          Timeframe.H1, "3600",
          Timeframe.H6, "21600",
          Timeframe.D1, "86400");

  @Override
  public String name() {
    return "coinbasepro";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return CoinbaseProExchange.class;
  }

  @Override
  public Optional<StreamModule> stream() {
    return Optional.of(
        new StreamModule(
            CoinbaseProStreamingExchange.class,
            EnumSet.of(MarketChannel.TRADES, MarketChannel.TICKER),
            STREAMED_BOOK,
            true));
  }

  @Override
  public Optional<URI> sandbox() {
    return Optional.of(SANDBOX);
  }

  @Override
  public void configure(ExchangeSpecification specification, ExchangeSettings settings) {
    if (settings.restUrl() == null && !settings.sandbox()) {
      specification.setSslUri(REST.toString());
    }
    if (settings.websocketUrl() == null) {
      specification.setOverrideWebsocketApiUri(settings.sandbox() ? SANDBOX_STREAM : STREAM);
    }
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.006", "0.004"));
  }

  private static CoinbaseProMarketDataService service(Exchange exchange) {
    return (CoinbaseProMarketDataService) exchange.getMarketDataService();
  }

  /** The module answers only for products that it has loaded itself. */
  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    exchange.remoteInit();
    return Arrays.stream(service(exchange).getCoinbaseProProducts()).map(this::listing).toList();
  }

  private Listing listing(CoinbaseProProduct product) {
    return new Listing(
        new CurrencyPair(product.getBaseCurrency(), product.getTargetCurrency()),
        product.getId(),
        product.getQuoteIncrement(),
        product.getBaseIncrement(),
        product.getBaseMinSize(),
        product.getMinMarketFunds(),
        publishedFees().orElse(null),
        "online".equals(product.getStatus()) && !product.isTradingDisabled());
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(
        CandleReader.ofSpans(
            CODES,
            ROWS,
            (exchange, listing, code, from, to) ->
                Arrays.stream(
                        service(exchange)
                            .getCoinbaseProHistoricalCandles(
                                Requests.pair(listing), from.toString(), to.toString(), code))
                    .map(
                        row ->
                            Candle.of(
                                row.getTime().toInstant(),
                                row.getOpen(),
                                row.getHigh(),
                                row.getLow(),
                                row.getClose(),
                                row.getVolume()))
                    .toList()));
  }

  @Override
  public OrderBook book(Exchange exchange, Listing listing, int depth) throws IOException {
    return service(exchange).getOrderBook(Requests.pair(listing), AGGREGATED);
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(5, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only; this is Coinbase Exchange, not Coinbase's Advanced Trade.",
        "Fees are the published ones of an account without any discount.",
        "The last 1,000 trades can be read.",
        "The module streams books from a channel that needs a key now, so books are polled.",
        "No orders: its keys need a passphrase besides key and secret, and the module cannot be relied"
            + " on to place and cancel them.");
  }
}
