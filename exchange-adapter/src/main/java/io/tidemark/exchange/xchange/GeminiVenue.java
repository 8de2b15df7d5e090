package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.gemini.v1.GeminiExchange;
import org.knowm.xchange.gemini.v1.dto.GeminiException;

/** Gemini spot. */
final class GeminiVenue implements VenueProfile {

  private static final int ROWS = 1440;
  private static final int TRADES = 500;

  private static final Map<Timeframe, String> CODES =
      Map.of(
          Timeframe.M1, "1m",
          Timeframe.M5, "5m",
          Timeframe.M15, "15m",
          Timeframe.M30, "30m",
          Timeframe.H1, "1hr",
          Timeframe.H6, "6hr",
          Timeframe.D1, "1day");

  /** What XChange's module lacks. */
  @Path("v2")
  @Produces(MediaType.APPLICATION_JSON)
  interface CandleRequests {

    /** Rows of millisecond, open, high, low, close, volume; the latest ones. */
    @GET
    @Path("candles/{symbol}/{code}")
    List<List<String>> candles(@PathParam("symbol") String symbol, @PathParam("code") String code)
        throws IOException, GeminiException;
  }

  @Override
  public String name() {
    return "gemini";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return GeminiExchange.class;
  }

  @Override
  public Optional<URI> sandbox() {
    return Optional.of(URI.create("https://api.sandbox.gemini.com"));
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.004", "0.002"));
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofLatest(CODES, ROWS, GeminiVenue::readCandles));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    return Requests.of(CandleRequests.class, exchange)
        .candles(Requests.symbol(listing, "").toLowerCase(Locale.ROOT), code)
        .stream()
        .map(
            row ->
                new Candle(
                    Instant.ofEpochMilli(Long.parseLong(row.get(0))),
                    row.get(1),
                    row.get(2),
                    row.get(3),
                    row.get(4),
                    row.get(5)))
        .toList();
  }

  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(
        TradeReader.latest(
            (exchange, listing) ->
                exchange
                    .getMarketDataService()
                    .getTrades(Requests.pair(listing), new Date(0), TRADES)
                    .getTrades()));
  }

  @Override
  public OrderBook book(Exchange exchange, Listing listing, int depth) throws IOException {
    return exchange.getMarketDataService().getOrderBook(Requests.pair(listing), depth, depth);
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(1, Duration.ofSeconds(1), Duration.ofSeconds(20));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only.",
        "Candles are the latest ones only, 1,440 rows at one minute.",
        "The last 500 trades can be read.",
        "The module does not tell the step of a quantity, so no instrument is listed as tradable.",
        "No orders: absence cannot be asked for by an id of ours, and there are no market orders.");
  }
}
