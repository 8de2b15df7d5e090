package io.tidemark.exchange.xchange;

import static java.util.Map.entry;

import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.kucoin.KucoinExchange;
import org.knowm.xchange.kucoin.KucoinMarketDataService;
import org.knowm.xchange.kucoin.dto.KlineIntervalType;
import org.knowm.xchange.kucoin.dto.response.SymbolResponse;
import org.knowm.xchange.kucoin.dto.response.TradeHistoryResponse;

/** KuCoin spot. */
final class KucoinVenue implements VenueProfile {

  private static final int ROWS = 1500;

  /** Its weeks begin on a Thursday. */
  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "min1"),
          entry(Timeframe.M5, "min5"),
          entry(Timeframe.M15, "min15"),
          entry(Timeframe.M30, "min30"),
          entry(Timeframe.H1, "hour1"),
          entry(Timeframe.H2, "hour2"),
          entry(Timeframe.H4, "hour4"),
          entry(Timeframe.H6, "hour6"),
          entry(Timeframe.H12, "hour12"),
          entry(Timeframe.D1, "day1"));

  @Override
  public String name() {
    return "kucoin";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return KucoinExchange.class;
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.001", "0.001"));
  }

  private static KucoinMarketDataService service(Exchange exchange) {
    return (KucoinMarketDataService) exchange.getMarketDataService();
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    return service(exchange).getKucoinSymbolsV2().stream().map(this::listing).toList();
  }

  private Listing listing(SymbolResponse symbol) {
    return new Listing(
        new CurrencyPair(symbol.getBaseCurrency(), symbol.getQuoteCurrency()),
        symbol.getSymbol(),
        symbol.getPriceIncrement(),
        symbol.getBaseIncrement(),
        symbol.getBaseMinSize(),
        symbol.getMinFunds(),
        publishedFees().orElse(null),
        symbol.isEnableTrading());
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, KucoinVenue::readCandles));
  }

  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    return service(exchange)
        .getKucoinKlines(
            Requests.pair(listing),
            from.getEpochSecond(),
            to.getEpochSecond(),
            KlineIntervalType.valueOf(code))
        .stream()
        .map(
            row ->
                Candle.of(
                    Instant.ofEpochSecond(row.getTime()),
                    row.getOpen(),
                    row.getHigh(),
                    row.getLow(),
                    row.getClose(),
                    row.getVolume()))
        .toList();
  }

  /** XChange's common call takes a trade's sequence for its time. */
  @Override
  public Optional<TradeReader> trades() {
    return Optional.of(
        TradeReader.latest(
            (exchange, listing) ->
                service(exchange).getKucoinTrades(Requests.pair(listing)).stream()
                    .map(row -> trade(listing, row))
                    .toList()));
  }

  /** Times are nanoseconds. */
  private static Trade trade(Listing listing, TradeHistoryResponse row) {
    return new Trade.Builder()
        .instrument(listing.instrument())
        .id(row.getSequence())
        .price(row.getPrice())
        .originalAmount(row.getSize())
        .timestamp(new Date(TimeUnit.NANOSECONDS.toMillis(row.getTime())))
        .type("buy".equals(row.getSide()) ? OrderType.BID : OrderType.ASK)
        .build();
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(10, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only; its sandbox was closed by the venue.",
        "Fees are the published ones of an account without any discount.",
        "The last 100 trades can be read.",
        "No orders: its keys need a passphrase besides key and secret, and the module gives an order a"
            + " random id in place of ours.");
  }
}
