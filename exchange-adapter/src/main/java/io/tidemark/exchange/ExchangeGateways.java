package io.tidemark.exchange;

import io.tidemark.exchange.ExchangeCapabilities.CandleSource;
import io.tidemark.exchange.ExchangeCapabilities.OrderSupport;
import io.tidemark.exchange.kraken.KrakenGateway;
import io.tidemark.exchange.xchange.XChangeGateway;
import io.tidemark.exchange.xchange.XChangeVenues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Opens gateways by the name that a configuration gives, and tells what each can do. */
public final class ExchangeGateways {

  private static final String KRAKEN = "kraken";
  private static final String NO_ORDERS = "No orders: ";

  /** For a venue that publishes none, or is not known. */
  private static final ExchangeSettings.RateLimit CAREFUL =
      new ExchangeSettings.RateLimit(5, Duration.ofSeconds(5), Duration.ofSeconds(10));

  private ExchangeGateways() {}

  /**
   * The exchanges that were looked at, in the order of their names. Others can be configured too,
   * if XChange's module of them is on the class path.
   */
  public static Set<String> supported() {
    Set<String> names = new TreeSet<>(XChangeVenues.names());
    names.add(KRAKEN);
    return names;
  }

  /** What an exchange can do, asking nothing of it; empty if there is none of this name. */
  public static Optional<ExchangeCapabilities> capabilities(String exchange) {
    return exchange.equals(KRAKEN)
        ? Optional.of(krakenCapabilities())
        : XChangeVenues.capabilities(exchange);
  }

  /** The gateway tells its own; this one sends nothing and is thrown away. */
  private static ExchangeCapabilities krakenCapabilities() {
    GatewayContext idle =
        new GatewayContext(
            InstantSource.fixed(Instant.EPOCH), new SplittableRandom(0), Instant.EPOCH);
    try (KrakenGateway gateway = new KrakenGateway(ExchangeSettings.of(KRAKEN), idle)) {
      return gateway.capabilities();
    }
  }

  /** How many requests an exchange takes, as it publishes it; a careful limit if it does not. */
  public static ExchangeSettings.RateLimit publishedRateLimit(String exchange) {
    return XChangeVenues.publishedRateLimit(exchange).orElse(CAREFUL);
  }

  /**
   * Opens the gateway of {@code settings.exchange()}. Nothing is sent yet.
   *
   * @throws IllegalArgumentException if there is no such exchange, or its sandbox or another
   *     address is asked for and it has none
   */
  public static ExchangeGateway open(ExchangeSettings settings, GatewayContext context) {
    require(settings, new ExchangeNeeds(false, Set.of(), Set.of()));
    return settings.exchange().equals(KRAKEN)
        ? new KrakenGateway(settings, context)
        : new XChangeGateway(settings, context);
  }

  /**
   * Makes sure that an exchange can do what is going to be asked of it. Tells everything that it
   * cannot at once: what, where, and what to do.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static void require(ExchangeSettings settings, ExchangeNeeds needs) {
    String exchange = settings.exchange();
    ExchangeCapabilities can =
        capabilities(exchange)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "exchange must be one of %s, or a venue whose XChange module is on the class path, was '%s'"
                            .formatted(supported(), exchange)));
    List<String> missing = new ArrayList<>();
    addressing(settings, can, missing);
    if (needs.orders() && can.orders() == OrderSupport.NONE) {
      missing.add(
          "%s takes no orders (%s): trade on paper, or configure one of %s"
              .formatted(exchange, noOrders(can), tradable()));
    }
    Set<MarketChannel> channels = new TreeSet<>(needs.channels());
    channels.removeAll(can.streams());
    if (!channels.isEmpty()) {
      missing.add(
          "%s has no %s to subscribe to: ask for %s"
              .formatted(exchange, channels, sorted(can.streams())));
    }
    var timeframes = new TreeSet<>(needs.candles());
    timeframes.removeAll(can.candleTimeframes());
    if (!timeframes.isEmpty()) {
      missing.add(candles(exchange, timeframes, can));
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", missing));
    }
  }

  private static void addressing(
      ExchangeSettings settings, ExchangeCapabilities can, List<String> missing) {
    String exchange = settings.exchange();
    if (settings.sandbox() && settings.restUrl() == null && !can.sandbox()) {
      missing.add(
          "%s has no sandbox: give the address of a simulator, trade on paper, or configure one of %s"
              .formatted(exchange, withSandbox()));
    }
    boolean streams = !can.polled().containsAll(can.streams());
    if (settings.websocketUrl() != null
        && !exchange.equals(KRAKEN)
        && streams
        && !XChangeVenues.streamsFromAnyAddress(exchange)) {
      missing.add(
          "%s's streaming module connects to the venue's own address only: leave the WebSocket address away, was %s"
              .formatted(exchange, settings.websocketUrl()));
    }
  }

  private static String candles(String exchange, Set<?> asked, ExchangeCapabilities can) {
    return can.candleSource() == CandleSource.TRADES
        ? "%s tells no candles, %s were asked for: build them from its trades"
            .formatted(exchange, asked)
        : "%s has no candles of %s: ask for %s and build the others of them"
            .formatted(exchange, asked, sorted(can.candleTimeframes()));
  }

  private static String noOrders(ExchangeCapabilities can) {
    return can.limits().stream()
        .filter(limit -> limit.startsWith(NO_ORDERS))
        .map(limit -> limit.substring(NO_ORDERS.length()).replaceAll("\\.$", ""))
        .collect(Collectors.joining("; "));
  }

  private static List<String> tradable() {
    return all().stream()
        .filter(can -> can.orders() != OrderSupport.NONE)
        .map(ExchangeCapabilities::exchange)
        .toList();
  }

  private static List<String> withSandbox() {
    return all().stream()
        .filter(ExchangeCapabilities::sandbox)
        .map(ExchangeCapabilities::exchange)
        .toList();
  }

  /** What each of the supported exchanges can do, in the order of their names. */
  public static List<ExchangeCapabilities> all() {
    return supported().stream().flatMap(name -> capabilities(name).stream()).toList();
  }

  private static <T extends Comparable<T>> List<T> sorted(Collection<T> values) {
    return values.stream().sorted(Comparator.naturalOrder()).toList();
  }
}
