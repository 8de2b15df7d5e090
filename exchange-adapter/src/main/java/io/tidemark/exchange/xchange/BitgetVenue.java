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
import org.knowm.xchange.bitget.BitgetAdapters;
import org.knowm.xchange.bitget.BitgetErrorAdapter;
import org.knowm.xchange.bitget.BitgetExchange;
import org.knowm.xchange.bitget.dto.BitgetException;
import org.knowm.xchange.bitget.dto.marketdata.BitgetSymbolDto;
import org.knowm.xchange.bitget.service.BitgetMarketDataService;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.Trade;

/** Bitget spot. */
final class BitgetVenue implements VenueProfile {

  private static final int ROWS = 200;
  private static final int TRADES = 500;

  /** Without {@code utc} its long bars begin at midnight in Hong Kong. */
  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "1min"),
          entry(Timeframe.M5, "5min"),
          entry(Timeframe.M15, "15min"),
          entry(Timeframe.M30, "30min"),
          entry(Timeframe.H1, "1h"),
          entry(Timeframe.H4, "4h"),
          entry(Timeframe.H6, "6Hutc"),
          entry(Timeframe.H12, "12Hutc"),
          entry(Timeframe.D1, "1Dutc"),
          entry(Timeframe.W1, "1Wutc"),
          entry(Timeframe.MONTH1, "1Mutc"));

  /** What XChange's module lacks. */
  @Path("api/v2/spot/market")
  @Produces(MediaType.APPLICATION_JSON)
  interface MarketRequests {

    /** The rows before an instant: millisecond, open, high, low, close, base volume. */
    @GET
    @Path("history-candles")
    JsonNode candles(
        @QueryParam("symbol") String symbol,
        @QueryParam("granularity") String granularity,
        @QueryParam("endTime") long endMillisecond,
        @QueryParam("limit") int limit)
        throws IOException, BitgetException;

    @GET
    @Path("fills")
    JsonNode trades(@QueryParam("symbol") String symbol, @QueryParam("limit") int limit)
        throws IOException, BitgetException;
  }

  @Override
  public String name() {
    return "bitget";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return BitgetExchange.class;
  }

  private static BitgetMarketDataService service(Exchange exchange) {
    return (BitgetMarketDataService) exchange.getMarketDataService();
  }

  @Override
  public Optional<Instant> serverTime(Exchange exchange) throws IOException {
    return Optional.of(service(exchange).getBitgetServerTime().getServerTime());
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    try {
      return service(exchange).getBitgetSymbolDtos(null).stream()
          .map(BitgetVenue::listing)
          .toList();
    } catch (BitgetException e) {
      throw BitgetErrorAdapter.adapt(e);
    }
  }

  private static Listing listing(BitgetSymbolDto symbol) {
    BitgetAdapters.putSymbolMapping(symbol.getSymbol(), symbol.getCurrencyPair());
    return new Listing(
        symbol.getCurrencyPair(),
        symbol.getSymbol(),
        Listing.stepOf(symbol.getPricePrecision()),
        Listing.stepOf(symbol.getQuantityPrecision()),
        symbol.getMinTradeAmount(),
        minimumCost(symbol),
        symbol.getTakerFeeRate() == null || symbol.getMakerFeeRate() == null
            ? null
            : new Fees(symbol.getTakerFeeRate(), symbol.getMakerFeeRate()),
        symbol.getStatus() == BitgetSymbolDto.Status.ONLINE);
  }

  /** It is told in Tether, whatever the quote currency. */
  private static @Nullable BigDecimal minimumCost(BitgetSymbolDto symbol) {
    return "USDT".equals(symbol.getQuote().getCurrencyCode()) ? symbol.getMinTradeUSDT() : null;
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, BitgetVenue::readCandles));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    List<Candle> candles = new ArrayList<>();
    try {
      Requests.of(MarketRequests.class, exchange)
          .candles(listing.venueName(), code, to.toEpochMilli(), ROWS)
          .path("data")
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
    } catch (BitgetException e) {
      throw BitgetErrorAdapter.adapt(e);
    }
    return candles;
  }

  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(TradeReader.latest(BitgetVenue::readTrades));
  }

  private static List<Trade> readTrades(Exchange exchange, Listing listing) throws IOException {
    List<Trade> trades = new ArrayList<>();
    try {
      Requests.of(MarketRequests.class, exchange)
          .trades(listing.venueName(), TRADES)
          .path("data")
          .forEach(row -> trades.add(trade(listing, row)));
    } catch (BitgetException e) {
      throw BitgetErrorAdapter.adapt(e);
    }
    return trades;
  }

  private static Trade trade(Listing listing, JsonNode row) {
    return new Trade.Builder()
        .instrument(listing.instrument())
        .id(row.path("tradeId").asText())
        .price(new BigDecimal(row.path("price").asText()))
        .originalAmount(new BigDecimal(row.path("size").asText()))
        .timestamp(new Date(Long.parseLong(row.path("ts").asText())))
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
        "The last 500 trades can be read.",
        "No orders: its keys need a passphrase besides key and secret, and the module places no limit"
            + " orders and cancels none.");
  }
}
