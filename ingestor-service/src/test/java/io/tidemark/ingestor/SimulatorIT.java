package io.tidemark.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.tape.TapeReader;
import io.tidemark.simulator.tape.TradeTape;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service on the simulator's replay of a recorded market, restarted in its middle. */
class SimulatorIT {

  private static final Instant START = Instant.parse("2013-11-26T12:10:00Z");
  private static final Instant COLD_START = Instant.parse("2013-11-26T12:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(4));
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final double SPEED = 600;

  private static final String CONFIGURATION =
      """
      exchange: {name: kraken}
      symbols: [BTC/USD]
      market_data: {book_depth: 100}
      """;

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("ingestor_simulator");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));

  @TempDir Path directory;

  @Test
  void storesTheBarsOfTheRecordedTradesThoughItIsRestarted() throws IOException {
    List<MarketTrade> tape = tape();
    try (ExchangeSimulator simulator =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withStart(START)
                .withClock(new ClockSettings(SPEED, false, Optional.of(END))),
            InstantSource.system())) {
      try (ConfigurableApplicationContext first = start(simulator)) {
        assertThat(first.isRunning()).isTrue();
        simulator.setRunning(true);
        await().atMost(PATIENCE).until(() -> stored() > 200);
        await().atMost(PATIENCE).until(() -> bids(first, 20) == 20 && bids(first, 60) == 60);
      }
      long before = stored();
      try (ConfigurableApplicationContext second = start(simulator)) {
        assertThat(second.isRunning()).isTrue();
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(stored()).isEqualTo(tape.size()).isGreaterThan(before));
      }
    }

    Instant closed = tape.getLast().eventTime().minusSeconds(1);
    for (Timeframe timeframe : List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1)) {
      List<ExpectedBars.Row> expected =
          ExpectedBars.of(tape, timeframe, closed).stream()
              .filter(row -> timeframe.closeOf(row.openTime()).isBefore(closed))
              .toList();
      assertThat(rows(timeframe)).as(timeframe.code()).containsAll(expected).isNotEmpty();
    }
    assertThat(
            sql.sql(
                    "select count(*) from market_data.candle"
                        + " where completeness <> 'COMPLETE' and timeframe in ('1m', '5m', '1h', '4h')")
                .query(Long.class)
                .single())
        .isZero();
  }

  /** What the venue has traded from the cold start to the end. */
  private static List<MarketTrade> tape() {
    TradeTape recorded = TapeReader.readBundled().tape();
    List<MarketTrade> trades = new ArrayList<>();
    for (int i = 0; i < recorded.size(); i++) {
      Instant time = Instant.EPOCH.plus(recorded.timeMicros(i), ChronoUnit.MICROS);
      if (!time.isBefore(COLD_START) && !time.isAfter(END)) {
        trades.add(
            new MarketTrade(
                SeededTrades.BTC_USD,
                "" + i,
                new Price(recorded.priceOf(i)),
                new Quantity(recorded.amountOf(i)),
                recorded.taker(i),
                time,
                time));
      }
    }
    return trades;
  }

  private ConfigurableApplicationContext start(ExchangeSimulator simulator) throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(configuration, CONFIGURATION);
    String address = "127.0.0.1:" + simulator.port();
    return ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
        .run(
            "--server.port=0",
            "--tidemark.config=" + configuration,
            "--tidemark.clock=http://" + address + "/sim/v1/clock",
            "--tidemark.exchange.rest-url=http://" + address,
            "--tidemark.exchange.websocket-url=ws://" + address,
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
  }

  /** How many levels of the book are served when so many are asked for. */
  private static int bids(ConfigurableApplicationContext service, int depth) throws Exception {
    URI book =
        URI.create(
            "http://127.0.0.1:%s/api/v1/order-book?symbol=BTC/USD&depth=%d"
                .formatted(service.getEnvironment().getProperty("local.server.port"), depth));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(book).build(), HttpResponse.BodyHandlers.ofString());
      return Json.mapper().readTree(answer.body()).path("bids").size();
    }
  }

  private long stored() {
    return sql.sql("select count(*) from market_data.trade").query(Long.class).single();
  }

  private List<ExpectedBars.Row> rows(Timeframe timeframe) {
    return sql.sql("select * from market_data.candle where timeframe = ? order by open_time")
        .param(timeframe.code())
        .query(ExpectedBars::read)
        .list();
  }
}
