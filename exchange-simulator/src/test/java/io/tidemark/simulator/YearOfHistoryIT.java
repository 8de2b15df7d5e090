package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A year of minutes as history: how it starts, is paged through and recovers. */
class YearOfHistoryIT {

  private static final Duration A_FEW_SECONDS = Duration.ofSeconds(20);
  private static final String FILE = "ohlcv/1m/bitfinex_BTCUSD_1m_2018.csv.gz";

  private @Nullable ExchangeSimulator running;

  @TempDir private Path directory = Path.of("");

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void aPlayedYearStartsInSecondsAndIsServedAPageAtATime() {
    Instant before = Clock.systemUTC().instant();
    ExchangeSimulator simulator = start(year().withAllPlayed());
    assertThat(Duration.between(before, Clock.systemUTC().instant())).isLessThan(A_FEW_SECONDS);
    assertThat(simulator.clock().ended()).isTrue();
    try (VenueClient client = new VenueClient(simulator.port())) {
      assertPages(client, "0", new BigDecimal("1514764800"));
      assertPages(client, "1530403200000000000", new BigDecimal("1530403200"));

      JsonNode bars = client.get("/0/public/OHLC?pair=XBTUSD&interval=1").at("/result/XXBTZUSD");
      assertThat(bars).hasSize(720);
      assertThat(bars.get(719).get(0).asLong()).isEqualTo(1546300740L);
      JsonNode days = client.get("/0/public/OHLC?pair=XBTUSD&interval=1440").at("/result/XXBTZUSD");
      assertThat(days).hasSize(365);
    }
  }

  /** Two pages in a row, full, in order, without a hole or a row twice between them. */
  private static void assertPages(VenueClient client, String since, BigDecimal from) {
    JsonNode first = client.get("/0/public/Trades?pair=XBTUSD&since=" + since).path("result");
    JsonNode second =
        client
            .get("/0/public/Trades?pair=XBTUSD&since=" + first.path("last").asString())
            .path("result");
    JsonNode one = first.path("XXBTZUSD");
    JsonNode two = second.path("XXBTZUSD");
    assertThat(one).hasSize(1000);
    assertThat(two).hasSize(1000);
    assertThat(one.get(0).get(2).decimalValue()).isGreaterThanOrEqualTo(from);
    assertThat(two.get(0).get(6).asLong()).isEqualTo(one.get(999).get(6).asLong() + 1);
    assertThat(two.get(0).get(2).decimalValue()).isGreaterThan(one.get(999).get(2).decimalValue());
  }

  @Test
  void aVenueThatStoppedAtTheYearsEndComesBackInSecondsWithItsOrders() {
    SimulatorSettings settings =
        year()
            .withStart(Instant.parse("2018-12-31T00:00:00Z"))
            .withStateDirectory(directory)
            .withClock(
                new ClockSettings(1, true, Optional.of(Instant.parse("2018-12-31T00:00:00Z"))));
    ExchangeSimulator first = start(settings);
    try (VenueClient client = new VenueClient(first.port())) {
      client.post("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=0.1");
      client.post("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=0.1&price=2000");
    }
    Object accounts = first.ledger().accounts();
    first.close();

    Instant before = Clock.systemUTC().instant();
    ExchangeSimulator second = start(settings);

    assertThat(Duration.between(before, Clock.systemUTC().instant())).isLessThan(A_FEW_SECONDS);
    assertThat(second.ledger().accounts()).isEqualTo(accounts);
  }

  private static SimulatorSettings year() {
    return TestVenues.settings()
        .withData(List.of(DataSource.file(Symbol.parse("BTC/USD"), Shared.data(FILE))));
  }

  private ExchangeSimulator start(SimulatorSettings settings) {
    ExchangeSimulator started = ExchangeSimulator.start(settings, Clock.systemUTC());
    running = started;
    return started;
  }
}
