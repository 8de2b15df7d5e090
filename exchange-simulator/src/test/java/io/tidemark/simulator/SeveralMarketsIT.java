package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.model.Symbol;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.VenueClient.Heard;
import io.tidemark.simulator.limits.RateLimits;
import io.tidemark.simulator.tape.SyntheticTape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several markets on one venue, and limits on how fast it may be asked. */
class SeveralMarketsIT {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private @Nullable ExchangeSimulator running;
  private @Nullable VenueClient connected;

  @TempDir private Path directory = Path.of("");

  @AfterEach
  void stop() {
    if (connected != null) {
      connected.close();
    }
    if (running != null) {
      running.close();
    }
  }

  @Test
  void tapesOfSeveralMarketsAreMergedIntoOneClockAndKeepTheirOwnRules() throws IOException {
    Path btc = tape("btc.csv", 0, "40000.1");
    Path eth = tape("eth.csv", 500, "2200.55");
    VenueClient client =
        start(
            settings(
                    List.of(
                        DataSource.file(Symbol.parse("BTC/USD"), btc),
                        DataSource.file(Symbol.parse("ETH/USD"), eth)
                            .withRules(
                                new MarketRules(
                                    new BigDecimal("0.01"),
                                    new BigDecimal("5"),
                                    new BigDecimal("0.004"),
                                    new BigDecimal("0.0025")))))
                .withClock(new ClockSettings(100, true, Optional.of(START.plusSeconds(1)))));
    Heard heard = client.connect("/ws");
    heard.subscribe("XBT/USD", "\"name\":\"trade\"");
    heard.subscribe("ETH/USD", "\"name\":\"trade\"");
    simulator().setLimit(null);
    await().until(() -> simulator().clock().ended());
    await().until(() -> heard.of("trade").size() > 170);

    List<BigDecimal> times = new ArrayList<>();
    Set<String> pairs = new HashSet<>();
    for (JsonNode message : heard.of("trade").subList(2, heard.of("trade").size())) {
      times.add(new BigDecimal(message.at("/1/0/2").asString()));
      pairs.add(message.path(3).asString());
    }
    assertThat(times).isSorted();
    assertThat(pairs).containsExactlyInAnyOrder("XBT/USD", "ETH/USD");
    JsonNode rules = client.get("/0/public/AssetPairs").path("result");
    assertThat(rules.at("/XETHZUSD/ordermin").asString()).isEqualTo("0.01");
    assertThat(rules.at("/XETHZUSD/fees/0/1").decimalValue()).isEqualByComparingTo("0.4");
    assertThat(rules.at("/XETHZUSD/pair_decimals").asInt()).isEqualTo(2);
    assertThat(rules.at("/XXBTZUSD/pair_decimals").asInt()).isEqualTo(1);
  }

  @Test
  void threeHundredMadeMarketsStreamEveryTradeOfEach() {
    SyntheticTape.Plan plan = new SyntheticTape.Plan(9, START, Duration.ofSeconds(20), 5, 10_000);
    SimulatorSettings settings =
        TestVenues.settings()
            .withSyntheticMarkets(300, plan)
            .withKeys(List.of(TestVenues.ALICE))
            .withClock(new ClockSettings(20, true, Optional.of(START.plusSeconds(5))));
    VenueClient client = start(settings);
    await().until(() -> simulator().venueTime().equals(START.plusSeconds(5)));
    Heard heard = client.connect("/ws");
    String pairs =
        String.join(
            ",", IntStream.rangeClosed(1, 300).mapToObj("\"SYN%03d/USD\""::formatted).toList());
    for (String name : List.of("trade", "ticker", "book")) {
      heard.send(
          "{\"event\":\"subscribe\",\"pair\":[%s],\"subscription\":{\"name\":\"%s\"}}"
              .formatted(pairs, name));
    }
    await().until(() -> heard.of("book-10").size() >= 300);
    int greeted = heard.of("trade").size();

    simulator().setLimit(null);
    await().atMost(Duration.ofSeconds(60)).until(() -> simulator().clock().ended());

    long played =
        client
            .get("/sim/v1/status")
            .path("markets")
            .valueStream()
            .mapToLong(market -> market.path("trades").asLong())
            .sum();
    long before = before(client);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> heard.of("trade").size() - greeted == played - before);
    assertThat(played).isBetween(28_000L, 32_000L);
  }

  /** The trades up to the time that the venue was held at, over all markets. */
  private static long before(VenueClient client) {
    long count = 0;
    for (JsonNode market : client.get("/sim/v1/status").path("markets")) {
      SyntheticTape.Plan plan = new SyntheticTape.Plan(9, START, Duration.ofSeconds(20), 5, 10_000);
      long number = Long.parseLong(market.path("symbol").asString().substring(3, 6));
      count +=
          SyntheticTape.make(plan.withSeed(plan.seed() + number))
              .tape()
              .firstAfter(START.plusSeconds(5).getEpochSecond() * 1_000_000);
    }
    return count;
  }

  @Test
  void tooManyRequestsAreRefusedInKrakensWordsOnceLimitsAreOn() {
    VenueClient client = start(TestVenues.settings().withRateLimits(RateLimits.STARTER));

    assertThat(errors(() -> client.get("/0/public/Time"), 10))
        .contains("EGeneral:Too many requests");
    assertThat(errors(() -> client.post("Balance", ""), 20)).contains("EAPI:Rate limit exceeded");
    assertThat(
            errors(
                () ->
                    client.post(
                        "AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=0.01&price=700"),
                75))
        .containsAnyOf("EOrder:Rate limit exceeded", "EOrder:Orders limit exceeded");
  }

  private static Set<String> errors(Supplier<JsonNode> call, int times) {
    Set<String> errors = new HashSet<>();
    for (int i = 0; i < times; i++) {
      errors.add(call.get().at("/error/0").asString(""));
    }
    return errors;
  }

  private static SimulatorSettings settings(List<DataSource> data) {
    return SimulatorSettings.defaults()
        .withPort(0)
        .withData(data)
        .withKeys(List.of(TestVenues.ALICE));
  }

  private Path tape(String name, int offsetMillis, String price) throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,price,amount,side\n");
    for (int i = 0; i < 100; i++) {
      rows.append(START.toEpochMilli() + offsetMillis + i * 1000L)
          .append(',')
          .append(price)
          .append(",0.5,buy\n");
    }
    return Files.writeString(directory.resolve(name), rows);
  }

  private VenueClient start(SimulatorSettings settings) {
    ExchangeSimulator started = ExchangeSimulator.start(settings, Clock.systemUTC());
    running = started;
    VenueClient client = new VenueClient(started.port());
    connected = client;
    return client;
  }

  private ExchangeSimulator simulator() {
    return Optional.ofNullable(running).orElseThrow();
  }
}
