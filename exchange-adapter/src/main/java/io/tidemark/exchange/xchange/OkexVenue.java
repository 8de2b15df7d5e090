package io.tidemark.exchange.xchange;

import static java.util.Map.entry;

import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.xchange.Listing.Fees;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.okex.OkexExchange;
import org.knowm.xchange.okex.dto.OkexInstType;
import org.knowm.xchange.okex.dto.OkexResponse;
import org.knowm.xchange.okex.dto.marketdata.OkexInstrument;
import org.knowm.xchange.okex.service.OkexMarketDataServiceRaw;

/** OKX spot, which XChange calls Okex. */
final class OkexVenue implements VenueProfile {

  private static final int ROWS = 100;

  /** Without {@code utc} its long bars begin at midnight in Hong Kong. */
  private static final Map<Timeframe, String> CODES =
      Map.ofEntries(
          entry(Timeframe.M1, "1m"),
          entry(Timeframe.M5, "5m"),
          entry(Timeframe.M15, "15m"),
          entry(Timeframe.M30, "30m"),
          entry(Timeframe.H1, "1H"),
          entry(Timeframe.H2, "2H"),
          entry(Timeframe.H4, "4H"),
          entry(Timeframe.H6, "6Hutc"),
          entry(Timeframe.H12, "12Hutc"),
          entry(Timeframe.D1, "1Dutc"),
          entry(Timeframe.W1, "1Wutc"),
          entry(Timeframe.MONTH1, "1Mutc"));

  @Override
  public String name() {
    return "okex";
  }

  @Override
  public Class<? extends Exchange> exchange() {
    return OkexExchange.class;
  }

  /** Its demo trading is at the venue's own address, told by a header. */
  @Override
  public Optional<java.net.URI> sandbox() {
    return Optional.of(java.net.URI.create("https://www.okx.com"));
  }

  @Override
  public void configure(ExchangeSpecification specification, ExchangeSettings settings) {
    if (settings.sandbox()) {
      specification.setExchangeSpecificParametersItem(OkexExchange.PARAM_SIMULATED, "1");
    }
  }

  @Override
  public Optional<Fees> publishedFees() {
    return Optional.of(Fees.of("0.001", "0.0008"));
  }

  private static OkexMarketDataServiceRaw service(Exchange exchange) {
    return (OkexMarketDataServiceRaw) exchange.getMarketDataService();
  }

  private static <T> List<T> rows(OkexResponse<List<T>> answer) {
    if (!answer.isSuccess() || answer.getData() == null) {
      throw new org.knowm.xchange.exceptions.ExchangeException(
          "%s: %s".formatted(answer.getCode(), answer.getMsg()));
    }
    return answer.getData();
  }

  @Override
  public List<Listing> listings(Exchange exchange) throws IOException {
    return rows(service(exchange).getOkexInstruments(OkexInstType.SPOT.name(), null, null)).stream()
        .map(this::listing)
        .toList();
  }

  private Listing listing(OkexInstrument instrument) {
    return new Listing(
        new CurrencyPair(instrument.getBaseCurrency(), instrument.getQuoteCurrency()),
        instrument.getInstrumentId(),
        Listing.number(instrument.getTickSize()),
        Listing.number(instrument.getLotSize()),
        Listing.number(instrument.getMinSize()),
        null,
        publishedFees().orElse(null),
        "live".equals(instrument.getState()));
  }

  @Override
  public Optional<CandleReader> candles() {
    return Optional.of(CandleReader.ofSpans(CODES, ROWS, OkexVenue::readCandles));
  }

  /** Both bounds are left out of the answer; {@code after} is the later one. */
  private static List<Candle> readCandles(
      Exchange exchange, Listing listing, String code, Instant from, Instant to)
      throws IOException {
    return rows(
            service(exchange)
                .getHistoryCandle(
                    listing.venueName(),
                    Long.toString(to.toEpochMilli()),
                    Long.toString(from.toEpochMilli() - 1),
                    code,
                    Integer.toString(ROWS)))
        .stream()
        .map(
            row ->
                new Candle(
                    Instant.ofEpochMilli(row.getTimestamp()),
                    row.getOpenPrice(),
                    row.getHighPrice(),
                    row.getLowPrice(),
                    row.getClosePrice(),
                    row.getVolume()))
        .toList();
  }

  @Override
  public ExchangeSettings.RateLimit rateLimit() {
    return new ExchangeSettings.RateLimit(8, Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Spot only; XChange's name for OKX.",
        "Fees are the published ones of an account without any discount.",
        "The last 100 trades can be read.",
        "A book has 20 levels a side.",
        "No orders: its keys need a passphrase besides key and secret, and the module tells orders in"
            + " place of fills.");
  }
}
