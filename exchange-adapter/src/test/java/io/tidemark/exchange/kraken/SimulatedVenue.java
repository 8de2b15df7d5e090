package io.tidemark.exchange.kraken;

import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.exchange.ExchangeSettings.Retry;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The simulator amid its bundled market, ten times as fast as life. */
final class SimulatedVenue implements AutoCloseable {

  /** A day of trades lies before. */
  private static final Instant START = Instant.parse("2013-11-26T12:00:00Z");

  static final Instant LEASE_START = Instant.parse("2026-03-01T12:00:00Z");

  private final ExchangeSimulator simulator =
      ExchangeSimulator.start(
          SimulatorSettings.defaults()
              .withPort(0)
              .withStart(START)
              .withOpeningBalances(
                  Map.of("USD", new BigDecimal("100000"), "BTC", new BigDecimal("10")))
              .withClock(new ClockSettings(10, true, Optional.empty())),
          InstantSource.system());

  URI rest() {
    return URI.create("http://127.0.0.1:" + simulator.port());
  }

  URI stream() {
    return URI.create("ws://127.0.0.1:" + simulator.port());
  }

  ExchangeSettings settings() {
    return ExchangeSettings.of("kraken")
        .at(rest(), stream())
        .with(
            new Credentials(SimulatorSettings.DEMO_KEY.key(), SimulatorSettings.DEMO_KEY.secret()))
        .with(new RateLimit(1000, Duration.ofSeconds(1), Duration.ofSeconds(5)))
        .with(new Retry(3, Duration.ofMillis(50), 2, 0.2));
  }

  @Override
  public void close() {
    simulator.close();
  }
}
