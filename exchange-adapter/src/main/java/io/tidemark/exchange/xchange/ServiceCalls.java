package io.tidemark.exchange.xchange;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.CandleStickData;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.exceptions.NotYetImplementedForExchangeException;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.service.marketdata.MarketDataService;
import org.knowm.xchange.service.trade.params.DefaultCandleStickParam;

/**
 * XChange's common market data calls. Each exists twice, for an instrument and for a currency pair,
 * and a module has either or both; which one is told by its class.
 */
final class ServiceCalls {

  private static final long MILLIMINUTES = 1000;

  private ServiceCalls() {}

  static OrderBook book(Exchange exchange, Listing listing) throws IOException {
    MarketDataService service = exchange.getMarketDataService();
    return takesInstruments(service, "getOrderBook")
        ? service.getOrderBook(listing.instrument())
        : service.getOrderBook(pair(listing));
  }

  static Ticker ticker(Exchange exchange, Listing listing) throws IOException {
    MarketDataService service = exchange.getMarketDataService();
    return takesInstruments(service, "getTicker")
        ? service.getTicker(listing.instrument())
        : service.getTicker(pair(listing));
  }

  static List<Trade> trades(Exchange exchange, Listing listing) throws IOException {
    MarketDataService service = exchange.getMarketDataService();
    return (takesInstruments(service, "getTrades")
            ? service.getTrades(listing.instrument())
            : service.getTrades(pair(listing)))
        .getTrades();
  }

  /**
   * Candles by the common call; modules differ in whether they count the bounds, so what is just
   * outside may be told too.
   */
  static List<Candle> candles(
      Exchange exchange, Listing listing, Duration length, Instant from, Instant to)
      throws IOException {
    return common(exchange, listing, length, from, to).getCandleSticks().stream()
        .map(
            row ->
                Candle.of(
                    row.getTimestamp().toInstant(),
                    row.getOpen(),
                    row.getHigh(),
                    row.getLow(),
                    row.getClose(),
                    row.getVolume()))
        .toList();
  }

  /**
   * The call wants the period in seconds; OKX's module, which refuses what it does not know before
   * it sends anything, knows it in thousandths of a minute.
   */
  private static CandleStickData common(
      Exchange exchange, Listing listing, Duration length, Instant from, Instant to)
      throws IOException {
    MarketDataService service = exchange.getMarketDataService();
    Date earliest = Date.from(from.minusMillis(1));
    Date latest = Date.from(to);
    try {
      return service.getCandleStickData(
          pair(listing), new DefaultCandleStickParam(earliest, latest, length.toSeconds()));
    } catch (NotYetImplementedForExchangeException e) {
      return service.getCandleStickData(
          pair(listing),
          new DefaultCandleStickParam(earliest, latest, length.toMinutes() * MILLIMINUTES));
    }
  }

  /** Whether a REST module has the common call for candles; asks nothing of the venue. */
  static boolean tellsCandles(Class<? extends Exchange> module) {
    return Arrays.stream(Modules.idle(module).getMarketDataService().getClass().getMethods())
        .filter(method -> method.getName().equals("getCandleStickData") && !method.isBridge())
        .anyMatch(method -> !method.getDeclaringClass().isInterface());
  }

  /** Whether a REST module tells trades at all; asks nothing of the venue. */
  static boolean tellsTrades(Class<? extends Exchange> module) {
    return tells(module, "getTrades");
  }

  /** Whether a REST module has a call of its own for something. */
  static boolean tells(Class<? extends Exchange> module, String call) {
    MarketDataService service = Modules.idle(module).getMarketDataService();
    return overrides(service, call, Instrument.class)
        || overrides(service, call, CurrencyPair.class);
  }

  private static boolean takesInstruments(MarketDataService service, String call) {
    return overrides(service, call, Instrument.class);
  }

  /** Whether an object's class has its own version of a default method. */
  static boolean overrides(Object service, String call, Class<?> parameter) {
    return Arrays.stream(service.getClass().getMethods())
        .filter(method -> method.getName().equals(call) && !method.isBridge())
        .filter(method -> takes(method, parameter))
        .anyMatch(method -> !method.getDeclaringClass().isInterface());
  }

  private static boolean takes(Method method, Class<?> parameter) {
    return method.getParameterCount() == 2
        && method.getParameterTypes()[0].equals(parameter)
        && method.getParameterTypes()[1].equals(Object[].class);
  }

  private static CurrencyPair pair(Listing listing) {
    if (listing.instrument() instanceof CurrencyPair pair) {
      return pair;
    }
    throw new IllegalArgumentException(
        "the module takes currency pairs only, was asked for " + listing.instrument());
  }
}
