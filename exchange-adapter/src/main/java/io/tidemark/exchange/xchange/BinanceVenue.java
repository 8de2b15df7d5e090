package io.tidemark.exchange.xchange;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.TradeCursor;
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
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.binance.BinanceAdapters;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.dto.marketdata.BinanceAggTrades;
import org.knowm.xchange.binance.dto.marketdata.KlineInterval;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Filter;
import org.knowm.xchange.binance.dto.meta.exchangeinfo.Symbol;
import org.knowm.xchange.binance.service.BinanceMarketDataService;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;

/** Binance spot. */
final class BinanceVenue implements VenueProfile {

  private static final int ROWS = 1000;
  private static final int DEEPEST_BOOK = 5000;
  private static final URI SANDBOX = URI.create("https://testnet.binance.vision");
  private static final String SANDBOX_STREAM = "wss://testnet.binance.vision/";

  /** Weeks begin on Monday here as there; its three days are not on our grid. */
  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "m1"),
          entry(Timeframe.M5, "m5"),
          entry(Timeframe.M15, "m15"),
          entry(Timeframe.M30, "m30"),
          entry(Timeframe.H1, "h1"),
          entry(Timeframe.H2, "h2"),
          entry(Timeframe.H4, "h4"),
          entry(Timeframe.H6, "h6"),
          entry(Timeframe.H12, "h12"),
          entry(Timeframe.D1, "d1"),
          entry(Timeframe.W1, "w1"),
          entry(Timeframe.MONTH1, "M1"));

  /** Single trades: XChange's call tells aggregates, whose ids are not those of the stream. */
  @Path("api/v3")
  @Produces(MediaType.APPLICATION_JSON)
  interface TradeRequests {
    @GET
    @Path("historicalTrades")
    JsonNode trades(
        @QueryParam("symbol") String symbol,
        @QueryParam("limit") int limit,
        @QueryParam("fromId") long fromId)
        throws IOException, BinanceException;
  }

  /** The streaming module at the address that is configured. */
  public static final class Stream extends BinanceStreamingExchange {

    /** Made by name. */
    public Stream() {}

    @Override
    protected String getStreamingBaseUri() {
      String configured = getExchangeSpecification().getOverrideWebsocketApiUri();
      if (configured != null) {
        return configured.endsWith("/") ? configured : configured + "/";
      }
      return SANDBOX.toString().equals(getExchangeSpecification().getSslUri())
          ? SANDBOX_STREAM
          : super.getStreamingBaseUri();
    }
  }

  @Override
  public String name() {
    return "binance";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return BinanceExchange.class;
  }

  @Override
  public Optional<StreamModule> stream() {
    return Optional.of(
        new StreamModule(
            Stream.class,
            EnumSet.of(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK),
            ROWS,
            true));
  }

  @Override
  public Optional<URI> sandbox() {
    return Optional.of(SANDBOX);
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.001", "0.001"));
  }

  @Override
  public Optional<Instant> serverTime(Exchange exchange) throws IOException {
    return Optional.of(service(exchange).binanceTime().getServerTime().toInstant());
  }

  private static BinanceMarketDataService service(Exchange exchange) {
    return (BinanceMarketDataService) exchange.getMarketDataService();
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    List<Listing> listings = new ArrayList<>();
    for (Symbol symbol : service(exchange).getExchangeInfo().getSymbols()) {
      CurrencyPair pair = new CurrencyPair(symbol.getBaseAsset(), symbol.getQuoteAsset());
      BinanceAdapters.putSymbolMapping(symbol.getSymbol(), pair);
      listings.add(listing(symbol, pair));
    }
    return listings;
  }

  private Listing listing(Symbol symbol, CurrencyPair pair) {
    List<Filter> filters = Arrays.asList(symbol.getFilters());
    return new Listing(
        pair,
        symbol.getSymbol(),
        told(filters, "PRICE_FILTER", Filter::getTickSize),
        told(filters, "LOT_SIZE", Filter::getStepSize),
        told(filters, "LOT_SIZE", Filter::getMinQty),
        told(filters, "NOTIONAL", Filter::getMinNotional),
        publishedFees().orElse(null),
        "TRADING".equals(symbol.getStatus()));
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(
        CandleReader.ofSpans(
            CODES,
            ROWS,
            (exchange, listing, code, from, to) ->
                service(exchange)
                    .klines(
                        Requests.pair(listing),
                        KlineInterval.valueOf(code),
                        ROWS,
                        from.toEpochMilli(),
                        to.toEpochMilli() - 1)
                    .stream()
                    .map(
                        row ->
                            Candle.of(
                                Instant.ofEpochMilli(row.getOpenTime()),
                                row.getOpen(),
                                row.getHigh(),
                                row.getLow(),
                                row.getClose(),
                                row.getVolume()))
                    .toList()));
  }

  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(new TradeReader(TradeHistory.FULL, BinanceVenue::readTrades));
  }

  /** A time is first turned into the id of the first trade from there on. */
  private static TradeReader.Answer readTrades(
      Exchange exchange, Listing listing, TradeCursor cursor) throws IOException {
    Long first =
        cursor.mark() == null
            ? firstAfter(exchange, listing, cursor.from())
            : Long.valueOf(cursor.mark());
    if (first == null) {
      return new TradeReader.Answer(List.of(), cursor, false);
    }
    JsonNode rows =
        Requests.of(TradeRequests.class, exchange).trades(listing.venueName(), ROWS, first);
    List<Trade> trades = new ArrayList<>();
    rows.forEach(row -> trades.add(trade(listing, row)));
    if (trades.isEmpty()) {
      return new TradeReader.Answer(trades, cursor, false);
    }
    Trade last = trades.getLast();
    TradeCursor next =
        new TradeCursor(
            last.getTimestamp().toInstant(), String.valueOf(Long.parseLong(last.getId()) + 1));
    return new TradeReader.Answer(trades, next, trades.size() == ROWS);
  }

  private static @Nullable Long firstAfter(Exchange exchange, Listing listing, Instant from)
      throws IOException {
    List<BinanceAggTrades> found =
        service(exchange)
            .aggTradesAllProducts(listing.instrument(), null, from.toEpochMilli() + 1, null, 1);
    return found.isEmpty() ? null : found.getFirst().firstTradeId;
  }

  private static Trade trade(Listing listing, JsonNode row) {
    return new Trade.Builder()
        .instrument(listing.instrument())
        .id(row.path("id").asText())
        .price(new BigDecimal(row.path("price").asText()))
        .originalAmount(new BigDecimal(row.path("qty").asText()))
        .timestamp(new Date(row.path("time").asLong()))
        .type(row.path("isBuyerMaker").asBoolean() ? OrderType.ASK : OrderType.BID)
        .build();
  }

  @Override
  public OrderBook book(Exchange exchange, Listing listing, int depth) throws IOException {
    return service(exchange).getOrderBook(listing.instrument(), Math.min(depth, DEEPEST_BOOK));
  }

  @Override
  public Optional<OrderDesk> orders() {
    return Optional.of(new BinanceOrders());
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(3, Duration.ofSeconds(1), Duration.ofSeconds(15));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only.",
        "Fees are the published ones of an account without any discount.",
        "Of the published 6,000 weight a minute, a page of trades takes 25: 3 requests a second.",
        "Fills are told by instrument: those of this run's orders and of the working orders are asked.",
        "An order that was in doubt when this suite stopped can be found while it works only.");
  }

  /** A filter's value; what was MIN_NOTIONAL is called NOTIONAL now. */
  private static @Nullable BigDecimal told(
      List<Filter> filters, String type, Function<Filter, @Nullable String> field) {
    return filters.stream()
        .filter(filter -> type.equals(filter.getFilterType().replace("MIN_", "")))
        .map(filter -> Listing.number(field.apply(filter)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
