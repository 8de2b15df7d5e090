package io.tidemark.launcher.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.Ports;
import io.tidemark.ingestor.IngestorApplication;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.cli.TidemarkCommand;
import io.tidemark.launcher.suite.ServiceProcess;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * The same backtest and the same search as a job and as a command, over the bars of one ingestor.
 * The job's service is a process of its own, which is killed amid the search.
 */
@Timeout(300)
class JobsOfASuiteIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Instant NOW = Instant.parse("2013-11-28T06:07:30Z");
  private static final Instant START = Instant.parse("2013-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2013-11-21T00:00:00Z");
  private static final int HOURS = 20 * 24;
  private static final int TRIALS = 1_500;

  private static final String STRATEGY =
      """
      strategy: {id: dips}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1h}
      parameters: {dip: 10}
      entry: {long: ["close < sma(close, dip)"]}
      exits: {stop_loss_pct: 2.0, take_profit_pct: 1.5, max_hold_time_minutes: 720}
      risk: {position_size_usd: 1000}
      execution: {fee_rate: 0.001}
      optimise:
        objective: net_profit
        search: {method: random, trials: 1500}
        parameters:
          dip: {from: 5, to: 200, step: 1}
          exits.stop_loss_pct: {from: 1.0, to: 3.0, step: 0.01}
      """;

  private static final ObjectReader EXACT =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("jobs");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;
  private ExchangeSimulator simulator;
  private ConfigurableApplicationContext ingestor;
  private Process backtester;
  private int port;

  @BeforeEach
  void open() throws Exception {
    System.setProperty("tidemark.data", folder.resolve("data").toString());
    Files.writeString(
        folder.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(folder.resolve("strategies/dips.yaml"), STRATEGY);
    simulator =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withStart(NOW)
                .withClock(new ClockSettings(1, false, Optional.empty())),
            InstantSource.system());
    List<Integer> ports = Ports.free(2);
    port = ports.get(1);
    ingestor =
        ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
            .registerShutdownHook(false)
            .run(
                settings(ports.get(0)).entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toArray(String[]::new));
    store();
    backtester = startBacktester();
  }

  @AfterEach
  void close() throws InterruptedException {
    System.clearProperty("tidemark.data");
    if (backtester != null) {
      backtester.destroyForcibly().waitFor();
    }
    if (ingestor != null) {
      ingestor.close();
    }
    if (simulator != null) {
      simulator.close();
    }
    http.close();
  }

  private void store() throws IOException, InterruptedException {
    Random random = new Random(11);
    List<Bar> bars = new ArrayList<>();
    long last = 100_000;
    for (int i = 0; i < HOURS; i++) {
      double swing = 4_000 * StrictMath.sin(i / 9.0);
      long next = Math.round(100_000 + swing + random.nextInt(2_001) - 1_000);
      bars.add(bar(START.plusSeconds(3_600L * i), last, next));
      last = next;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    PackedCandles.write(
        packed,
        new CandleSeries(InstrumentId.of("kraken", "BTC/USD"), Timeframe.H1),
        bars.iterator());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        ingestorUrl()
                            + "/api/v1/candles?exchange=kraken&symbol=BTC%2FUSD&timeframe=1h"))
                .header("Content-Type", PackedCandles.MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(Json.mapper().readTree(answer.body()).path("inserted").asInt())
        .as(answer.body())
        .isEqualTo(HOURS);
  }

  private static Bar bar(Instant open, long first, long last) {
    return new Bar(
        Timeframe.H1,
        open,
        price(first),
        price(Math.max(first, last) + 150),
        price(Math.min(first, last) - 150),
        price(last),
        Quantity.of("5"),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  private static Price price(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }

  private String ingestorUrl() {
    return "http://127.0.0.1:" + ingestor.getEnvironment().getProperty("local.server.port");
  }

  private Map<String, String> settings(int servicePort) {
    String address = "127.0.0.1:" + simulator.port();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", "" + servicePort);
    settings.put("tidemark.demo", "true");
    settings.put("tidemark.config", folder.resolve("tidemark.yaml").toString());
    settings.put("tidemark.clock", "http://" + address + "/sim/v1/clock");
    settings.put("tidemark.exchange.rest-url", "http://" + address);
    settings.put("tidemark.exchange.websocket-url", "ws://" + address);
    settings.put("tidemark.kafka.bootstrap-servers", infrastructure.kafkaBootstrapServers());
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", database.username());
    settings.put("spring.datasource.password", database.password());
    return settings;
  }

  private Process startBacktester() throws IOException {
    Map<String, String> settings = settings(port);
    settings.put("tidemark.services.ingestor", ingestorUrl());
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Duser.timezone=UTC",
            "-cp",
            System.getProperty("java.class.path"),
            ServiceProcess.class.getName(),
            TidemarkService.BACKTESTER.name());
    builder
        .environment()
        .put("SPRING_APPLICATION_JSON", Json.mapper().writeValueAsString(settings));
    Path log = folder.resolve("backtester.log");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !process.isAlive() || answers());
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    return process;
  }

  private boolean answers() {
    try {
      return http.send(
                  HttpRequest.newBuilder(url("/actuator/health/readiness")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Test
  void aJobAndACommandComeToTheSame() throws Exception {
    JsonNode command = command("backtest");
    assertThat(command.path("trades")).hasSizeGreaterThan(20);

    String path = submit("backtests");
    JsonNode job = awaitDone(path).path("result");
    JsonNode report = get(path + "/report");

    for (String same :
        List.of("inputSha256", "tradesSha256", "configurationSha256", "metrics", "breakdown")) {
      assertSame(same, job, command);
    }
    for (String same : List.of("trades", "equity", "completeness", "calendar", "drawdowns")) {
      assertSame(same, report, command);
    }
    JsonNode rows = get(path + "/trades?size=1000").path("items");
    assertThat(rows).hasSize(command.path("trades").size());
    for (int i = 0; i < rows.size(); i++) {
      for (String exact : List.of("entryPrice", "exitPrice", "quantity", "fee", "pnl")) {
        assertThat(new BigDecimal(rows.get(i).path(exact).asString()))
            .as("%s of trade %d", exact, i)
            .isEqualByComparingTo(command.path("trades").get(i).path(exact).decimalValue());
      }
    }
  }

  @Test
  void aSearchThatIsKilledComesToTheSameAsTheCommand() throws Exception {
    String path = submit("optimisations");
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> trials() > 50);
    backtester.destroyForcibly().waitFor();
    long kept = trials();
    assertThat(kept).isBetween(51L, TRIALS - 1L);

    backtester = startBacktester();
    JsonNode job = awaitDone(path).path("result");
    JsonNode command = command("optimise");

    assertThat(trials()).isEqualTo(TRIALS);
    assertThat(
            sql.sql("select count(*) from backtest.trial where sequence <= ?")
                .param(kept)
                .query(Long.class)
                .single())
        .as("what was kept is not run again")
        .isEqualTo(kept);
    for (String same :
        List.of("inputSha256", "searchSha256", "best", "asWritten", "evidence", "robustness")) {
      assertSame(same, job, command);
    }
  }

  /** Numbers by their value: one has 2E+4 where the other has 20000. */
  private static void assertSame(String name, JsonNode one, JsonNode other) {
    assertThat(one.path(name).isMissingNode()).as(name).isFalse();
    assertThat(one.path(name).equals(JobsOfASuiteIT::compare, other.path(name)))
        .as("%s: %s, %s", name, one.path(name), other.path(name))
        .isTrue();
  }

  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  private long trials() {
    return sql.sql("select count(*) from backtest.trial").query(Long.class).single();
  }

  /** What a command writes over the bars of the ingestor. */
  private JsonNode command(String name) throws IOException {
    Path json = folder.resolve(name + ".json");
    PrintStream outBefore = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    try {
      int status =
          TidemarkCommand.execute(
              name,
              "--strategy",
              folder.resolve("strategies/dips.yaml").toString(),
              "--exchange",
              "kraken",
              "--service",
              ingestorUrl(),
              "--to",
              END.toString(),
              "--json",
              json.toString());
      assertThat(status).isZero();
    } finally {
      System.setOut(outBefore);
    }
    return EXACT.readTree(Files.readString(json));
  }

  private String submit(String kind) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(url("/api/v1/" + kind))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"strategyId\": \"dips\", \"to\": \"%s\"}".formatted(END)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return kind + "/" + Json.mapper().readTree(answer.body()).path("id").asString();
  }

  private JsonNode awaitDone(String path) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(path), job -> job.path("status").asString().equals("DONE"));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return EXACT.readTree(
        http.send(
                HttpRequest.newBuilder(url("/api/v1/" + path))
                    .header("Accept", "application/json")
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
