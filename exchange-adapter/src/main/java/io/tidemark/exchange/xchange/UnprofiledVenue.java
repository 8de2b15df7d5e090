package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ExchangeCapabilities.CandleSource;
import io.tidemark.exchange.ExchangeCapabilities.Evidence;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.model.Timeframe;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knowm.xchange.Exchange;

/**
 * A venue whose XChange module is on the class path and that nobody looked at: what the common
 * calls of its class offer, and no more.
 */
record UnprofiledVenue(String name, Class<? extends Exchange> exchange) implements VenueProfile {

  /** So many every venue tells in an answer; of more some would be missing without a word. */
  private static final int ROWS = 100;

  /** What every venue has; a day begins at another hour at some. */
  private static final Set<Timeframe> COMMON =
      Set.of(Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.M30, Timeframe.H1, Timeframe.H4);

  @Override
  public Set<MarketChannel> pollable() {
    Set<MarketChannel> channels = EnumSet.noneOf(MarketChannel.class);
    add(channels, "getTrades", MarketChannel.TRADES);
    add(channels, "getTicker", MarketChannel.TICKER);
    add(channels, "getOrderBook", MarketChannel.BOOK);
    return channels;
  }

  private void add(Set<MarketChannel> channels, String call, MarketChannel channel) {
    if (ServiceCalls.tells(exchange, call)) {
      channels.add(channel);
    }
  }

  @Override
  public Optional<CandleReader> candles() {
    if (!ServiceCalls.tellsCandles(exchange)) {
      return Optional.empty();
    }
    Map<Timeframe, String> codes = new EnumMap<>(Timeframe.class);
    COMMON.forEach(timeframe -> codes.put(timeframe, timeframe.toString()));
    return Optional.of(
        CandleReader.ofSpans(
            codes,
            ROWS,
            (module, listing, code, from, to) ->
                ServiceCalls.candles(
                    module, listing, Timeframe.parse(code).nominalLength(), from, to)));
  }

  @Override
  public CandleSource candleSource() {
    return candles().isPresent() ? CandleSource.GENERIC : CandleSource.TRADES;
  }

  @Override
  public Evidence evidence() {
    return Evidence.UNTRIED;
  }

  @Override
  public Set<String> limits() {
    return Set.of(
        "Found by its name on the class path: nobody tried it.",
        "The latest trades only, as many as its module tells.",
        "Fees are not known, so no instrument is listed as tradable.",
        "One request a second, since its limit is not known.",
        "No orders: it is not known whether the module sends an id of ours.");
  }
}
