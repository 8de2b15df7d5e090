package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ExchangeCapabilities;
import io.tidemark.exchange.ExchangeCapabilities.OrderSupport;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The venues that are reached over XChange, by their name in configuration. */
public final class XChangeVenues {

  private static final Map<String, VenueProfile> PROFILED =
      List.<VenueProfile>of(
              new BinanceVenue(),
              new BitfinexVenue(),
              new BitgetVenue(),
              new BitstampVenue(),
              new BybitVenue(),
              new CoinbaseProVenue(),
              new GateioVenue(),
              new GeminiVenue(),
              new KrakenFuturesVenue(),
              new KucoinVenue(),
              new OkexVenue())
          .stream()
          .collect(
              Collectors.toMap(VenueProfile::name, Function.identity(), (a, b) -> a, TreeMap::new));

  private XChangeVenues() {}

  /** The venues that were looked at. */
  public static Set<String> names() {
    return new TreeSet<>(PROFILED.keySet());
  }

  /** Whether there is a venue of this name, looked at or found on the class path. */
  public static boolean knows(String name) {
    return find(name).isPresent();
  }

  /**
   * What a venue can do; asks nothing of it. Empty for a name that {@link #knows} does not know.
   */
  public static Optional<ExchangeCapabilities> capabilities(String name) {
    return find(name).map(XChangeVenues::capabilities);
  }

  /** The limit of requests that a venue publishes; empty for a venue that was not looked at. */
  public static Optional<ExchangeSettings.RateLimit> publishedRateLimit(String name) {
    return Optional.ofNullable(PROFILED.get(name)).map(VenueProfile::rateLimit);
  }

  /** Whether the streaming module of a venue can be told another address than the venue's. */
  public static boolean streamsFromAnyAddress(String name) {
    return find(name).flatMap(VenueProfile::stream).map(StreamModule::movable).orElse(false);
  }

  static Optional<VenueProfile> find(String name) {
    VenueProfile profiled = PROFILED.get(name);
    return profiled != null ? Optional.of(profiled) : ModuleSearch.find(name);
  }

  static ExchangeCapabilities capabilities(VenueProfile venue) {
    Set<MarketChannel> streamed = EnumSet.noneOf(MarketChannel.class);
    venue.stream().ifPresent(module -> streamed.addAll(module.channels()));
    Set<MarketChannel> polled = EnumSet.noneOf(MarketChannel.class);
    polled.addAll(venue.pollable());
    polled.removeAll(streamed);
    Set<MarketChannel> all = EnumSet.noneOf(MarketChannel.class);
    all.addAll(streamed);
    all.addAll(polled);
    return new ExchangeCapabilities(
        venue.name(),
        venue.candleSource(),
        venue.candles().map(reader -> reader.codes().keySet()).orElse(Set.of()),
        venue.trades().map(TradeReader::history).orElse(TradeHistory.NONE),
        all,
        polled,
        false,
        bookDepth(venue, all),
        venue.orders().isPresent() ? OrderSupport.IDENTIFIED : OrderSupport.NONE,
        venue.sandbox().isPresent(),
        venue.evidence(),
        venue.limits());
  }

  private static int bookDepth(VenueProfile venue, Set<MarketChannel> channels) {
    if (!channels.contains(MarketChannel.BOOK)) {
      return 0;
    }
    return venue.stream()
        .filter(module -> module.channels().contains(MarketChannel.BOOK))
        .map(StreamModule::depth)
        .orElse(MarketRequest.DEEPEST_BOOK);
  }
}
