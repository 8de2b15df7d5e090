package io.tidemark.exchange.xchange;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.gateio.GateioErrorAdapter;
import org.knowm.xchange.gateio.GateioExchange;
import org.knowm.xchange.gateio.dto.GateioException;
import org.knowm.xchange.gateio.dto.marketdata.GateioCurrencyPairDetails;
import org.knowm.xchange.gateio.service.GateioMarketDataServiceRaw;

/**
 * Gate.io spot, by its API version 4. XChange's older module has candles, but speaks version 2,
 * which the venue has retired; both have the same class names, so only one can be on the class
 * path.
 */
final class GateioVenue implements VenueProfile {

  private static final int ROWS = 1000;

  /** The venue refuses what lies further back. */
  private static final int KEPT = 9_990;

  private static final int PERCENT = 2;

  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "1m"),
          entry(Timeframe.M5, "5m"),
          entry(Timeframe.M15, "15m"),
          entry(Timeframe.M30, "30m"),
          entry(Timeframe.H1, "1h"),
          entry(Timeframe.H4, "4h"),
          entry(Timeframe.D1, "1d"));

  /** What XChange's module lacks. */
  @Path("api/v4/spot")
  @Produces(MediaType.APPLICATION_JSON)
  interface SpotRequests {

    /** Rows of second, quote volume, close, high, low, open, base volume, closed. */
    @GET
    @Path("candlesticks")
    List<List<String>> candles(
        @QueryParam("currency_pair") String pair,
        @QueryParam("interval") String interval,
        @QueryParam("from") long fromSecond,
        @QueryParam("to") long toSecond)
        throws IOException, GateioException;

    @GET
    @Path("trades")
    JsonNode trades(@QueryParam("currency_pair") String pair, @QueryParam("limit") int limit)
        throws IOException, GateioException;
  }

  @Override
  public String name() {
    return "gateio";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return GateioExchange.class;
  }

  private static GateioMarketDataServiceRaw service(Exchange exchange) {
    return (GateioMarketDataServiceRaw) exchange.getMarketDataService();
  }

  @Override
  public Optional<Instant> serverTime(Exchange exchange) throws IOException {
    return Optional.of(service(exchange).getGateioServerTime().getTime());
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    try {
      return service(exchange).getCurrencyPairDetails().stream().map(GateioVenue::listing).toList();
    } catch (GateioException e) {
      throw GateioErrorAdapter.adapt(e);
    }
  }

  private static Listing listing(GateioCurrencyPairDetails pair) {
    return new Listing(
        new CurrencyPair(pair.getAsset(), pair.getQuote()),
        pair.getId(),
        Listing.stepOf(pair.getQuoteScale()),
        Listing.stepOf(pair.getAssetScale()),
        pair.getMinAssetAmount(),
        pair.getMinQuoteAmount(),
        fees(pair.getFee()),
        "tradable".equals(pair.getTradeStatus()));
  }

  /** One rate in percent for takers and makers. */
  private static @Nullable Fees fees(@Nullable BigDecimal percent) {
    if (percent == null) {
      return null;
    }
    BigDecimal rate = percent.movePointLeft(PERCENT);
    return new Fees(rate, rate);
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, GateioVenue::readCandles).keeping(KEPT));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    try {
      return Requests.of(SpotRequests.class, exchange)
          .candles(listing.venueName(), code, from.getEpochSecond(), to.getEpochSecond() - 1)
          .stream()
          .map(
              row ->
                  new Candle(
                      Instant.ofEpochSecond(Long.parseLong(row.get(0))),
                      row.get(5),
                      row.get(3),
                      row.get(4),
                      row.get(2),
                      row.get(6)))
          .toList();
    } catch (GateioException e) {
      throw GateioErrorAdapter.adapt(e);
    }
  }

  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(TradeReader.latest(GateioVenue::readTrades));
  }

  private static List<Trade> readTrades(Exchange exchange, Listing listing) throws IOException {
    try {
      List<Trade> trades = new ArrayList<>();
      Requests.of(SpotRequests.class, exchange)
          .trades(listing.venueName(), ROWS)
          .forEach(row -> trades.add(trade(listing, row)));
      return trades;
    } catch (GateioException e) {
      throw GateioErrorAdapter.adapt(e);
    }
  }

  /** Milliseconds come with decimals. */
  private static Trade trade(Listing listing, JsonNode row) {
    return new Trade.Builder()
        .instrument(listing.instrument())
        .id(row.path("id").asText())
        .price(new BigDecimal(row.path("price").asText()))
        .originalAmount(new BigDecimal(row.path("amount").asText()))
        .timestamp(new Date(new BigDecimal(row.path("create_time_ms").asText()).longValue()))
        .type("buy".equals(row.path("side").asText()) ? OrderType.BID : OrderType.ASK)
        .build();
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(10, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only.",
        "Candles reach back 10,000 rows a timeframe.",
        "The last 1,000 trades can be read.",
        "No orders: the module counts a market buy in the quote currency, and tells what a buy has"
            + " filled in the quote currency.");
  }
}
