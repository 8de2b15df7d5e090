package io.tidemark.backfiller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.topic.Topic;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.tape.TapeReader;
import io.tidemark.simulator.tape.TradeTape;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The service on the simulator's recorded trades of 2013, with a real Kafka and Postgres. */
@Timeout(180)
class BackfillerIT {

  private static final Instant NOW = Instant.parse("2013-11-28T06:07:30Z");
  private static final Instant SETTLED = Instant.parse("2013-11-28T06:07:00Z");
  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("backfiller");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path directory;
  private ExchangeSimulator simulator;
  private StoreStandIn store;

  @BeforeEach
  void open() throws IOException {
    store = new StoreStandIn();
    simulator =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withStart(NOW)
                .withClock(new ClockSettings(1, false, Optional.empty())),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    simulator.close();
    store.close();
  }

  @Test
  void fillsTheStoreFromTradesThroughARestartAndAnIngestorThatIsAway() throws Exception {
    String job;
    try (ConfigurableApplicationContext first =
        start(
            "--tidemark.backfiller.requests-per-second=20",
            "--tidemark.backfiller.window-days=1")) {
      job = submit(first, "[\"1m\",\"5m\",\"1h\",\"1d\",\"3d\"]");
      await()
          .atMost(PATIENCE)
          .until(() -> count("select coalesce(sum(requests), 0) from backfill.cursor") > 3);
      store.setAway(true);
    }
    assertThat(get("select status from backfill.job")).isEqualTo("RUNNING");
    store.setAway(false);

    try (ConfigurableApplicationContext second = start()) {
      awaitDone(second, job);
      assertFilled();
      double before = requests(second);
      String again = submit(second, "[\"1m\",\"5m\",\"1h\",\"1d\",\"3d\"]");
      assertThat(again).isNotEqualTo(job);
      awaitDone(second, again);
      assertThat(requests(second) - before).isBetween(1.0, 5.0);
    }
  }

  private void assertFilled() {
    Map<Timeframe, Map<Instant, Bar>> expected = expected();
    for (Timeframe timeframe : List.of(Timeframe.M1, Timeframe.M5, Timeframe.H1, Timeframe.D1)) {
      Map<Instant, Bar> stored = store.bars(BTC_USD, timeframe);
      assertThat(stored.keySet())
          .as(timeframe.code())
          .containsExactlyElementsOf(of(expected, timeframe).keySet());
      of(expected, timeframe)
          .forEach(
              (open, bar) ->
                  assertThat(numbers(present(stored.get(open)))).isEqualTo(numbers(bar)));
    }
    Bar day = present(store.bars(BTC_USD, Timeframe.D1).get(Instant.parse("2013-11-26T00:00:00Z")));
    assertThat(day).isEqualTo(of(expected, Timeframe.D1).get(day.openTime()));
    assertThat(store.bars(BTC_USD, Timeframe.D3).values())
        .singleElement()
        .satisfies(
            bar -> {
              assertThat(bar.vwap()).isNotNull();
              assertThat(bar.completeness()).isEqualTo(Completeness.COMPLETE);
            });
    assertThat(count("select count(*) from backfill.unfillable_gap where reason = 'NOT_TRADED'"))
        .isPositive();
    assertThat(count("select count(*) from backfill.gap where state <> 'FILLED'")).isZero();
    assertThat(count("select count(*) from backfill.staged_bars")).isZero();
  }

  @Test
  void healsABarWithAHoleAndTellsTheCorrection() throws Exception {
    Bar whole = present(of(expected(), Timeframe.M5).get(Instant.parse("2013-11-28T05:55:00Z")));
    Bar holed = edition(whole, Completeness.PARTIAL, new Quantity(new BigDecimal("0.00000001")), 0);
    try (ConfigurableApplicationContext service = start()) {
      store.put(BTC_USD, holed);
      service
          .getBean(EventPublisher.class)
          .publishAndAwait(
              List.of(new BarsClosed(BTC_USD, holed.closeTime(), List.of(holed), false, NOW)));

      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(get("select state from backfill.gap where timeframe = '5m'"))
                      .isEqualTo("HEALED"));
      Bar healed = edition(whole, Completeness.CORRECTED, whole.volume(), 1);
      assertThat(store.bars(BTC_USD, Timeframe.M5).get(whole.openTime())).isEqualTo(healed);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(corrections())
                      .filteredOn(event -> event.bars().contains(healed))
                      .hasSize(1));
      assertThat(corrections()).allSatisfy(event -> assertThat(event.correction()).isTrue());
      assertThat(getJson(service, "/api/v1/gaps?state=HEALED").path("total").asInt()).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatCannotBeDoneWithOneClearError() throws Exception {
    try (ConfigurableApplicationContext service = start()) {
      assertThat(
              post(service, "/api/v1/jobs", "{\"symbols\":[\"BTC/USD\"],\"timeframes\":[\"7m\"]}"))
          .contains("timeframe must be one of", "7m")
          .contains("\"status\":400");
      assertThat(
              post(
                  service,
                  "/api/v1/jobs",
                  "{\"symbols\":[\"BTC/USD\"],\"timeframes\":[\"1m\"],\"from\":\"2013-11-27T00:00:00Z\",\"to\":\"2013-11-26T00:00:00Z\"}"))
          .contains("from must be before 2013-11-26T00:00:00Z");
      assertThat(
              post(
                  service,
                  "/api/v1/jobs",
                  "{\"exchange\":\"nowhere\",\"symbols\":[\"BTC/USD\"],\"timeframes\":[\"1m\"]}"))
          .contains("exchange must be one of", "nowhere");
      String unknown =
          Json.mapper()
              .readTree(
                  post(
                      service,
                      "/api/v1/jobs",
                      "{\"symbols\":[\"DOGE/EUR\"],\"timeframes\":[\"1m\"]}"))
              .path("jobId")
              .asString();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode job = getJson(service, "/api/v1/jobs/" + unknown);
                assertThat(job.path("status").asString()).isEqualTo("FAILED");
                assertThat(job.path("detail").asString()).contains("does not list DOGE/EUR");
              });
    }
  }

  @Test
  void endsAJobThatIsCancelledAndKeepsWhatItFetched() throws Exception {
    try (ConfigurableApplicationContext service =
        start("--tidemark.backfiller.requests-per-second=10")) {
      String job = submit(service, "[\"1m\"]");
      await()
          .atMost(PATIENCE)
          .until(() -> count("select coalesce(sum(requests), 0) from backfill.cursor") > 3);

      String answer = post(service, "/api/v1/jobs/" + job + "/cancel", "");

      assertThat(answer).contains("CANCELLED");
      assertThat(get("select phase from backfill.work_item")).isEqualTo("CANCELLED");
      assertThat(count("select count(*) from backfill.staged_bars")).isZero();
    }
  }

  private static Map<Instant, Bar> of(Map<Timeframe, Map<Instant, Bar>> bars, Timeframe timeframe) {
    return bars.getOrDefault(timeframe, Map.of());
  }

  private static Bar present(@Nullable Bar bar) {
    return Objects.requireNonNull(bar);
  }

  /** All bars that are closed when history is read, from the tape. */
  private static Map<Timeframe, Map<Instant, Bar>> expected() {
    BarBuilder builder =
        new BarBuilder(BTC_USD, List.of(Timeframe.values()), Duration.ZERO, Duration.ZERO);
    builder.primeFrom(Instant.parse("2013-11-01T00:00:00Z"));
    TradeTape tape = TapeReader.readBundled().tape();
    List<BarsClosed> closed = new ArrayList<>();
    for (int i = 0; i < tape.size(); i++) {
      Instant time = Instant.EPOCH.plus(tape.timeMicros(i), ChronoUnit.MICROS);
      if (time.isBefore(SETTLED)) {
        closed.addAll(
            builder
                .onTrade(
                    new MarketTrade(
                        BTC_USD,
                        "" + i,
                        new Price(tape.priceOf(i)),
                        new Quantity(tape.amountOf(i)),
                        tape.taker(i),
                        time,
                        time))
                .messages());
      }
    }
    closed.addAll(builder.onTime(SETTLED, SETTLED));
    Map<Timeframe, Map<Instant, Bar>> bars = new TreeMap<>();
    for (BarsClosed message : closed) {
      for (Bar bar : message.bars()) {
        bars.computeIfAbsent(bar.timeframe(), timeframe -> new TreeMap<>())
            .put(bar.openTime(), bar);
      }
    }
    return bars;
  }

  private static List<Object> numbers(Bar bar) {
    return List.of(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
  }

  private static Bar edition(Bar bar, Completeness completeness, Quantity volume, int revision) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        volume,
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        completeness,
        bar.source(),
        revision);
  }

  private List<BarsClosed> corrections() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            infrastructure.kafkaBootstrapServers(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    List<BarsClosed> events = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.MARKET_BAR.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                message -> {
                  if (EventCodec.decode(message.value()) instanceof BarsClosed bars
                      && bars.correction()) {
                    events.add(bars);
                  }
                });
      }
    }
    return events;
  }

  private ConfigurableApplicationContext start(String... more) throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(configuration, "exchange:\n  name: kraken\nsymbols: [BTC/USD]\n");
    String address = "127.0.0.1:" + simulator.port();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.demo=true",
                "--tidemark.config=" + configuration,
                "--tidemark.clock=http://" + address + "/sim/v1/clock",
                "--tidemark.exchange.rest-url=http://" + address,
                "--tidemark.services.ingestor=" + store.url(),
                "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    if (more.length == 0 || !more[0].contains("requests-per-second")) {
      arguments.add("--tidemark.backfiller.requests-per-second=1000");
    }
    arguments.addAll(List.of(more));
    return ServiceApplication.builder(TidemarkService.BACKFILLER, BackfillerApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  private String submit(ConfigurableApplicationContext service, String timeframes)
      throws Exception {
    String answer =
        post(
            service,
            "/api/v1/jobs",
            "{\"symbols\":[\"BTC/USD\"],\"timeframes\":" + timeframes + "}");
    return Json.mapper().readTree(answer).path("jobId").asString();
  }

  private void awaitDone(ConfigurableApplicationContext service, String job) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(getJson(service, "/api/v1/jobs/" + job).path("status").asString())
                    .isEqualTo("DONE"));
    JsonNode done = getJson(service, "/api/v1/jobs/" + job);
    assertThat(done.path("percent").asDouble()).isEqualTo(100);
    assertThat(done.path("items").get(0).path("detail").asString()).isEmpty();
  }

  private static double requests(ConfigurableApplicationContext service) {
    return service
        .getBean(MeterRegistry.class)
        .get("tidemark_backfill_requests_total")
        .tag("purpose", "history")
        .counter()
        .count();
  }

  private long count(String query) {
    return sql.sql(query).query(Long.class).single();
  }

  private String get(String query) {
    return sql.sql(query).query(String.class).single();
  }

  private JsonNode getJson(ConfigurableApplicationContext service, String path) {
    return Json.mapper().readTree(send(service, path, HttpRequest.newBuilder().GET()));
  }

  private String post(ConfigurableApplicationContext service, String path, String body) {
    return send(
        service,
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String send(
      ConfigurableApplicationContext service, String path, HttpRequest.Builder request) {
    URI address =
        URI.create(
            "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
    try {
      return http.send(
              request.uri(address).timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
