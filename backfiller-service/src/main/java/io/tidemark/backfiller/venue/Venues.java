package io.tidemark.backfiller.venue;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.ExchangeGateways;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The venues by name, opened when first asked for. Thread-safe. */
public final class Venues implements AutoCloseable {

  private final String configured;
  private final Function<String, ExchangeGateway> opener;
  private final int requestsAtOnce;
  private final MeterRegistry metrics;
  private final Map<String, Venue> open = new ConcurrentHashMap<>();

  /**
   * @param configured the suite's exchange
   * @param opener opens the gateway of a supported exchange
   */
  public Venues(
      String configured,
      Function<String, ExchangeGateway> opener,
      int requestsAtOnce,
      MeterRegistry metrics) {
    this.configured = configured;
    this.opener = opener;
    this.requestsAtOnce = requestsAtOnce;
    this.metrics = metrics;
  }

  /** The suite's exchange. */
  public String configured() {
    return configured;
  }

  /**
   * A venue.
   *
   * @throws IllegalArgumentException if the exchange is not supported
   */
  public Venue of(String exchange) {
    if (!exchange.equals(configured) && !ExchangeGateways.supported().contains(exchange)) {
      throw new IllegalArgumentException(
          "exchange must be one of %s, was '%s'".formatted(ExchangeGateways.supported(), exchange));
    }
    return open.computeIfAbsent(
        exchange, name -> new Venue(opener.apply(name), requestsAtOnce, metrics));
  }

  @Override
  public void close() {
    open.values().forEach(Venue::close);
  }
}
