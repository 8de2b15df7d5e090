package io.tidemark.exchange.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.krakenfutures.KrakenFuturesAdapters;
import org.knowm.xchange.krakenfutures.KrakenFuturesExchange;
import org.knowm.xchange.krakenfutures.dto.marketData.KrakenFuturesInstrument;
import org.knowm.xchange.krakenfutures.service.KrakenFuturesMarketDataServiceRaw;

/** Kraken Futures: its perpetual contracts in multi-collateral accounts. */
final class KrakenFuturesVenue implements VenueProfile {

  private static final int ROWS = 2000;
  private static final String CONTRACTS = "PF_";

  /** Its charts are not below the path of its other calls. */
  private static final String API_PATH = "/derivatives";

  private static final Map<Timeframe, String> CODES =
      Map.of(
          Timeframe.M1, "1m",
          Timeframe.M5, "5m",
          Timeframe.M15, "15m",
          Timeframe.M30, "30m",
          Timeframe.H1, "1h",
          Timeframe.H4, "4h",
          Timeframe.H12, "12h",
          Timeframe.D1, "1d");

  /** What XChange's module lacks. */
  @Path("api/charts/v1")
  @Produces(MediaType.APPLICATION_JSON)
  interface ChartRequests {
    @GET
    @Path("trade/{symbol}/{resolution}")
    JsonNode candles(
        @PathParam("symbol") String symbol,
        @PathParam("resolution") String resolution,
        @QueryParam("from") long fromSecond,
        @QueryParam("to") long toSecond)
        throws IOException;
  }

  @Override
  public String name() {
    return "krakenfutures";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return KrakenFuturesExchange.class;
  }

  @Override
  public Optional<URI> sandbox() {
    return Optional.of(URI.create("https://demo-futures.kraken.com/derivatives"));
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.0005", "0.0002"));
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    return ((KrakenFuturesMarketDataServiceRaw) exchange.getMarketDataService())
        .getKrakenFuturesInstruments().getInstruments().stream()
            .filter(instrument -> instrument.getSymbol().startsWith(CONTRACTS))
            .map(this::listing)
            .toList();
  }

  /** A scale below 0 means tens, hundreds and so on. */
  private Listing listing(KrakenFuturesInstrument instrument) {
    var step = Listing.stepOf(instrument.getVolumeScale());
    return new Listing(
        KrakenFuturesAdapters.adaptInstrument(instrument.getSymbol()),
        instrument.getSymbol(),
        instrument.getTickSize(),
        step,
        instrument.getMinimumTradeSize() == null ? step : instrument.getMinimumTradeSize(),
        null,
        publishedFees().orElse(null),
        instrument.isTradeable());
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, KrakenFuturesVenue::readCandles));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    List<Candle> candles = new ArrayList<>();
    charts(exchange)
        .candles(listing.venueName(), code, from.getEpochSecond(), to.getEpochSecond() - 1)
        .path("candles")
        .forEach(
            row ->
                candles.add(
                    new Candle(
                        Instant.ofEpochMilli(row.path("time").asLong()),
                        row.path("open").asText(),
                        row.path("high").asText(),
                        row.path("low").asText(),
                        row.path("close").asText(),
                        row.path("volume").asText())));
    return candles;
  }

  private static ChartRequests charts(Exchange exchange) {
    ExchangeSpecification api = exchange.getExchangeSpecification();
    ExchangeSpecification charts = exchange.getDefaultExchangeSpecification();
    String address = api.getSslUri();
    charts.setSslUri(
        address.endsWith(API_PATH)
            ? address.substring(0, address.length() - API_PATH.length())
            : address);
    charts.setHttpConnTimeout(api.getHttpConnTimeout());
    charts.setHttpReadTimeout(api.getHttpReadTimeout());
    return ExchangeRestProxyBuilder.forInterface(ChartRequests.class, charts).build();
  }

  @Override
  public Optional<OrderDesk> orders() {
    return Optional.of(new KrakenFuturesOrders());
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(10, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Perpetual contracts of multi-collateral accounts only, written BTC-PERP/USD; quantities are in"
            + " the base currency.",
        "Fees are the published ones of an account without any discount; the venue does not tell a"
            + " fill's fee, so it is worked out with them.",
        "The last 100 trades can be read.",
        "Orders are GTC: none are immediate-or-cancel. A position's margin and funding are not kept.",
        "An order that was in doubt and ended without a fill cannot be found by our id.");
  }
}
