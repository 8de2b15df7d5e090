package io.tidemark.exchange.xchange;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import info.bitrich.xchangestream.bitstamp.v2.BitstampStreamingExchange;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.bitstamp.BitstampExchange;
import org.knowm.xchange.bitstamp.dto.BitstampException;
import org.knowm.xchange.bitstamp.dto.marketdata.BitstampPairInfo;
import org.knowm.xchange.bitstamp.service.BitstampMarketDataService;
import org.knowm.xchange.bitstamp.service.BitstampMarketDataServiceRaw.BitstampTime;
import org.knowm.xchange.currency.CurrencyPair;

/** Bitstamp spot. */
final class BitstampVenue implements VenueProfile {

  private static final int ROWS = 1000;
  private static final int STREAMED_BOOK = 100;

  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "60"),
          entry(Timeframe.M5, "300"),
          entry(Timeframe.M15, "900"),
          entry(Timeframe.M30, "1800"),
          entry(Timeframe.H1, "3600"),
          entry(Timeframe.H2, "7200"),
          entry(Timeframe.H4, "14400"),
          entry(Timeframe.H6, "21600"),
          entry(Timeframe.H12, "43200"),
          entry(Timeframe.D1, "86400"));

  /** What XChange's module lacks. */
  @Path("api/v2")
  @Produces(MediaType.APPLICATION_JSON)
  interface CandleRequests {
    @GET
    @Path("ohlc/{pair}/")
    JsonNode candles(
        @PathParam("pair") String pair,
        @QueryParam("step") String stepSeconds,
        @QueryParam("limit") int limit,
        @QueryParam("start") long startSecond,
        @QueryParam("end") long endSecond)
        throws IOException, BitstampException;
  }

  @Override
  public String name() {
    return "bitstamp";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return BitstampExchange.class;
  }

  @Override
  public Optional<StreamModule> stream() {
    return Optional.of(
        new StreamModule(
            BitstampStreamingExchange.class,
            EnumSet.of(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK),
            STREAMED_BOOK,
            false));
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.004", "0.003"));
  }

  private static BitstampMarketDataService service(Exchange exchange) {
    return (BitstampMarketDataService) exchange.getMarketDataService();
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    return service(exchange).getTradingPairsInfo().stream().map(this::listing).toList();
  }

  /** The smallest order is told as {@code 10.0 USD}. */
  private Listing listing(BitstampPairInfo pair) {
    String minimum = pair.getMinimumOrder();
    return new Listing(
        new CurrencyPair(pair.getName()),
        pair.getUrlSymbol(),
        Listing.stepOf(pair.getCounterDecimals()),
        Listing.stepOf(pair.getBaseDecimals()),
        null,
        minimum == null ? null : Listing.number(minimum.split(" ", -1)[0]),
        publishedFees().orElse(null),
        "Enabled".equals(pair.getTrading()));
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, BitstampVenue::readCandles));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    JsonNode answer =
        Requests.of(CandleRequests.class, exchange)
            .candles(
                listing.venueName(), code, ROWS, from.getEpochSecond(), to.getEpochSecond() - 1);
    List<Candle> candles = new ArrayList<>();
    answer
        .path("data")
        .path("ohlc")
        .forEach(
            row ->
                candles.add(
                    new Candle(
                        Instant.ofEpochSecond(Long.parseLong(row.path("timestamp").asText())),
                        row.path("open").asText(),
                        row.path("high").asText(),
                        row.path("low").asText(),
                        row.path("close").asText(),
                        row.path("volume").asText())));
    return candles;
  }

  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(
        TradeReader.latest(
            (exchange, listing) ->
                service(exchange).getTrades(Requests.pair(listing), BitstampTime.DAY).getTrades()));
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(10, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only.",
        "Fees are the published ones of an account without any discount.",
        "The trades of the last 24 hours can be read.",
        "Its streamed ticker is the top of its streamed book.",
        "No orders: the module sends no id of ours.");
  }
}
