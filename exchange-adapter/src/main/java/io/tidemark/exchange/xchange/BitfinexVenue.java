package io.tidemark.exchange.xchange;

import static java.util.Map.entry;

import info.bitrich.xchangestream.bitfinex.BitfinexStreamingExchange;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.model.Timeframe;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.bitfinex.BitfinexErrorAdapter;
import org.knowm.xchange.bitfinex.BitfinexExchange;
import org.knowm.xchange.bitfinex.dto.BitfinexException;
import org.knowm.xchange.bitfinex.service.BitfinexAdapters;
import org.knowm.xchange.bitfinex.service.BitfinexMarketDataService;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Trade;

/** Bitfinex spot. */
final class BitfinexVenue implements VenueProfile {

  private static final int ROWS = 10_000;
  private static final int TRADES = 5_000;
  private static final int DEEPEST_BOOK = 100;

  /** The venue takes quantities of up to eight decimals. */
  private static final BigDecimal STEP = new BigDecimal("0.00000001");

  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "1m"),
          entry(Timeframe.M5, "5m"),
          entry(Timeframe.M15, "15m"),
          entry(Timeframe.M30, "30m"),
          entry(Timeframe.H1, "1h"),
          entry(Timeframe.H6, "6h"),
          entry(Timeframe.H12, "12h"),
          entry(Timeframe.D1, "1D"));

  /** XChange's own call reads prices as binary fractions. */
  @Path("v2")
  @Produces(MediaType.APPLICATION_JSON)
  interface CandleRequests {

    /** Rows of millisecond, open, close, high, low, volume. */
    @GET
    @Path("candles/trade:{code}:{symbol}/hist")
    List<List<String>> candles(
        @PathParam("code") String code,
        @PathParam("symbol") String symbol,
        @QueryParam("limit") int limit,
        @QueryParam("start") long startMillisecond,
        @QueryParam("end") long endMillisecond,
        @QueryParam("sort") int sort)
        throws IOException, BitfinexException;
  }

  @Override
  public String name() {
    return "bitfinex";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return BitfinexExchange.class;
  }

  @Override
  public Optional<StreamModule> stream() {
    return Optional.of(
        new StreamModule(
            BitfinexStreamingExchange.class,
            EnumSet.of(MarketChannel.TRADES, MarketChannel.TICKER, MarketChannel.BOOK),
            DEEPEST_BOOK,
            false));
  }

  /** Tether and USD Coin have codes of their own. */
  @Override
  public String commonCode(String venueCode) {
    return switch (venueCode) {
      case "UST" -> "USDT";
      case "UDC" -> "USDC";
      default -> VenueProfile.super.commonCode(venueCode);
    };
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    return MetadataListings.read(exchange, this).stream()
        .map(
            told ->
                new Listing(
                    told.instrument(),
                    symbol(told),
                    told.tick(),
                    STEP,
                    told.minimumQuantity(),
                    told.minimumCost(),
                    told.fees(),
                    told.open()))
        .toList();
  }

  private static String symbol(Listing listing) {
    return BitfinexAdapters.adaptCurrencyPair(Requests.pair(listing));
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, BitfinexVenue::readCandles));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    try {
      return Requests.of(CandleRequests.class, exchange)
          .candles(code, listing.venueName(), ROWS, from.toEpochMilli(), to.toEpochMilli() - 1, 1)
          .stream()
          .map(
              row ->
                  new Candle(
                      Instant.ofEpochMilli(Long.parseLong(row.get(0))),
                      row.get(1),
                      row.get(3),
                      row.get(4),
                      row.get(2),
                      row.get(5)))
          .toList();
    } catch (BitfinexException e) {
      throw BitfinexErrorAdapter.adapt(e);
    }
  }

  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(new TradeReader(TradeHistory.FULL, BitfinexVenue::readTrades));
  }

  /** A full answer may end amid the trades of a millisecond: the next one begins with it. */
  private static TradeReader.Answer readTrades(
      Exchange exchange, Listing listing, TradeCursor cursor) throws IOException {
    long start = cursor.from().toEpochMilli() + 1;
    List<Trade> trades =
        ((BitfinexMarketDataService) exchange.getMarketDataService())
            .getTrades(Requests.pair(listing), TRADES, start, 0L, 1)
            .getTrades();
    Instant last =
        trades.stream()
            .map(trade -> trade.getTimestamp().toInstant())
            .max(Instant::compareTo)
            .orElse(cursor.from());
    boolean full = trades.size() >= TRADES;
    boolean stuck = last.toEpochMilli() == start;
    TradeCursor next = full && !stuck ? TradeCursor.at(last) : new TradeCursor(last, null);
    return new TradeReader.Answer(trades, next, full);
  }

  @Override
  public OrderBook book(Exchange exchange, Listing listing, int depth) throws IOException {
    return exchange.getMarketDataService().getOrderBook(Requests.pair(listing), depth, depth);
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(15, Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only.",
        "The step of a price depends on the price (five significant digits): what is listed is that of"
            + " the last price.",
        "Its fees are not told to those without an account, so no instrument is listed as tradable.",
        "The published limit of trades is 15 requests a minute.",
        "No orders: the module sends no id of ours.");
  }
}
