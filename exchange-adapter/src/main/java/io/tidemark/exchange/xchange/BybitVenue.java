package io.tidemark.exchange.xchange;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import info.bitrich.xchangestream.bybit.BybitStreamingExchange;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.bybit.BybitExchange;
import org.knowm.xchange.bybit.dto.BybitCategory;
import org.knowm.xchange.bybit.dto.marketdata.instruments.BybitInstrumentInfo;
import org.knowm.xchange.bybit.dto.marketdata.instruments.BybitInstrumentInfo.InstrumentStatus;
import org.knowm.xchange.bybit.dto.marketdata.instruments.spot.BybitSpotInstrumentInfo;
import org.knowm.xchange.bybit.service.BybitMarketDataService;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.exceptions.ExchangeException;

/** Bybit spot. */
final class BybitVenue implements VenueProfile {

  private static final int ROWS = 1000;
  private static final int TRADES = 60;
  private static final int DEEPEST_BOOK = 200;
  private static final int STREAMED_BOOK = 50;
  private static final String SPOT = "spot";

  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "1"),
          entry(Timeframe.M5, "5"),
          entry(Timeframe.M15, "15"),
          entry(Timeframe.M30, "30"),
          entry(Timeframe.H1, "60"),
          entry(Timeframe.H2, "120"),
          entry(Timeframe.H4, "240"),
          entry(Timeframe.H6, "360"),
          entry(Timeframe.H12, "720"),
          entry(Timeframe.D1, "D"),
          entry(Timeframe.W1, "W"),
          entry(Timeframe.MONTH1, "M"));

  /** What XChange's module lacks: candles, trades and books. */
  @Path("v5/market")
  @Produces(MediaType.APPLICATION_JSON)
  interface MarketRequests {
    @GET
    @Path("kline")
    JsonNode candles(
        @QueryParam("category") String category,
        @QueryParam("symbol") String symbol,
        @QueryParam("interval") String interval,
        @QueryParam("start") long startMillisecond,
        @QueryParam("end") long endMillisecond,
        @QueryParam("limit") int limit)
        throws IOException;

    @GET
    @Path("recent-trade")
    JsonNode trades(
        @QueryParam("category") String category,
        @QueryParam("symbol") String symbol,
        @QueryParam("limit") int limit)
        throws IOException;

    @GET
    @Path("orderbook")
    JsonNode book(
        @QueryParam("category") String category,
        @QueryParam("symbol") String symbol,
        @QueryParam("limit") int limit)
        throws IOException;
  }

  @Override
  public String name() {
    return "bybit";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return BybitExchange.class;
  }

  @Override
  public Optional<StreamModule> stream() {
    return Optional.of(
        new StreamModule(
            BybitStreamingExchange.class,
            EnumSet.of(MarketChannel.TRADES, MarketChannel.BOOK),
            STREAMED_BOOK,
            false));
  }

  @Override
  public Optional<URI> sandbox() {
    return Optional.of(URI.create("https://api-testnet.bybit.com"));
  }

  /** The module moves to the sandbox by itself, over any address that is set. */
  @Override
  public void configure(ExchangeSpecification specification, ExchangeSettings settings) {
    specification.setExchangeSpecificParametersItem(
        Exchange.USE_SANDBOX, settings.sandbox() && settings.restUrl() == null);
    specification.setExchangeSpecificParametersItem(
        BybitStreamingExchange.EXCHANGE_TYPE, BybitCategory.SPOT);
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.001", "0.001"));
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    return ((BybitMarketDataService) exchange.getMarketDataService())
        .getInstrumentsInfo(BybitCategory.SPOT).getResult().getList().stream()
            .map(this::listing)
            .toList();
  }

  private Listing listing(BybitInstrumentInfo info) {
    BybitSpotInstrumentInfo spot = (BybitSpotInstrumentInfo) info;
    return new Listing(
        new CurrencyPair(info.getBaseCoin(), info.getQuoteCoin()),
        info.getSymbol(),
        spot.getPriceFilter().getTickSize(),
        spot.getLotSizeFilter().getBasePrecision(),
        spot.getLotSizeFilter().getMinOrderQty(),
        spot.getLotSizeFilter().getMinOrderAmt(),
        publishedFees().orElse(null),
        info.getStatus() == InstrumentStatus.TRADING);
  }

  private static MarketRequests requests(Exchange exchange) {
    return Requests.of(MarketRequests.class, exchange);
  }

  /** Refusals come with HTTP status 200. */
  private static JsonNode result(JsonNode answer) {
    if (answer.path("retCode").asInt(-1) != 0) {
      throw new ExchangeException(
          "%s: %s".formatted(answer.path("retCode").asText(), answer.path("retMsg").asText()));
    }
    return answer.path("result");
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, BybitVenue::readCandles));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    JsonNode answer =
        requests(exchange)
            .candles(
                SPOT, listing.venueName(), code, from.toEpochMilli(), to.toEpochMilli() - 1, ROWS);
    List<Candle> candles = new ArrayList<>();
    result(answer)
        .path("list")
        .forEach(
            row ->
                candles.add(
                    new Candle(
                        Instant.ofEpochMilli(Long.parseLong(row.path(0).asText())),
                        row.path(1).asText(),
                        row.path(2).asText(),
                        row.path(3).asText(),
                        row.path(4).asText(),
                        row.path(5).asText())));
    return candles;
  }

  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(TradeReader.latest(BybitVenue::readTrades));
  }

  private static List<Trade> readTrades(Exchange exchange, Listing listing) throws IOException {
    List<Trade> trades = new ArrayList<>();
    result(requests(exchange).trades(SPOT, listing.venueName(), TRADES))
        .path("list")
        .forEach(
            row ->
                trades.add(
                    new Trade.Builder()
                        .instrument(listing.instrument())
                        .id(row.path("execId").asText())
                        .price(new BigDecimal(row.path("price").asText()))
                        .originalAmount(new BigDecimal(row.path("size").asText()))
                        .timestamp(new Date(Long.parseLong(row.path("time").asText())))
                        .type(
                            "Buy".equals(row.path("side").asText()) ? OrderType.BID : OrderType.ASK)
                        .build()));
    return trades;
  }

  @Override
  public OrderBook book(Exchange exchange, Listing listing, int depth) throws IOException {
    JsonNode book =
        result(requests(exchange).book(SPOT, listing.venueName(), Math.min(depth, DEEPEST_BOOK)));
    return new OrderBook(
        new Date(book.path("ts").asLong()),
        levels(listing, OrderType.ASK, book.path("a")),
        levels(listing, OrderType.BID, book.path("b")));
  }

  private static List<LimitOrder> levels(Listing listing, OrderType side, JsonNode rows) {
    List<LimitOrder> levels = new ArrayList<>();
    rows.forEach(
        row ->
            levels.add(
                new LimitOrder.Builder(side, listing.instrument())
                    .limitPrice(new BigDecimal(row.path(0).asText()))
                    .originalAmount(new BigDecimal(row.path(1).asText()))
                    .build()));
    return levels;
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(20, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only.",
        "Fees are the published ones of an account without any discount.",
        "The last 60 trades can be read.",
        "The module streams no ticker for spot: it is polled.",
        "No orders: the module has no call to cancel one by the common interface, and none for the"
            + " working orders.");
  }
}
