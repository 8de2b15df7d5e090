package io.tidemark.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.DataFault;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service while its venue is away, tells what cannot be true, or loses trades for good. */
class DegradedIT {

  private static final Instant START = Instant.parse("2013-11-30T20:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "a-key-of-this-test";
  private static final List<MarketTrade> TAPE =
      SeededTrades.of(77, START, 800, Duration.ofSeconds(4));

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("degraded");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScriptedVenue venue = new ScriptedVenue(TAPE);

  @TempDir Path directory;

  @Test
  void servesWhatIsStoredUntilTheVenueAnswers() throws Exception {
    try (ConfigurableApplicationContext first = start()) {
      venue.connect();
      awaitJoined(first);
      venue.tradeUpTo(200);
      await().atMost(PATIENCE).until(() -> stored() == 200);
    }
    venue.setReachable(false);
    try (ConfigurableApplicationContext second = start()) {
      assertThat(get(second, "/api/v1/streams"))
          .contains("\"state\":\"DISCONNECTED\"", "scripted outage", "\"joined\":false");
      assertThat(get(second, "/actuator/health")).contains("\"status\":\"DEGRADED\"");
      assertThat(get(second, "/actuator/health/readiness")).contains("\"status\":\"UP\"");
      assertThat(get(second, "/api/v1/candles?symbol=BTC/USD&timeframe=1m"))
          .contains("\"completeness\":\"COMPLETE\"");

      venue.setReachable(true);
      await().atMost(PATIENCE).until(venue::isSubscribed);
      venue.connect();
      awaitJoined(second);
      venue.tradeUpTo(400);
      await().atMost(PATIENCE).until(() -> stored() == 400);
      assertServesTheFormingBar(second);
    }
  }

  private void assertServesTheFormingBar(ConfigurableApplicationContext service)
      throws IOException, InterruptedException {
    assertThat(get(service, "/api/v1/candles/forming?symbol=BTC/USD&timeframe=5m"))
        .contains("\"close\":\"" + TAPE.get(399).price() + "\"", "\"completeness\":\"COMPLETE\"");
    assertThat(get(service, "/api/v1/candles/forming?symbol=BTC/USD&timeframe=1w"))
        .contains("timeframe: 1w is not built");
    assertThat(get(service, "/api/v1/candles/forming?symbol=ETH/USD&timeframe=5m"))
        .contains("\"status\":404");
  }

  @Test
  void setsAsideWhatCannotBeTrueAndGoesOn() throws Exception {
    Topics.create(
        KafkaConnection.plain(infrastructure.kafkaBootstrapServers()), TopicCopies.OF_THE_BROKERS);
    try (ConfigurableApplicationContext service = start()) {
      venue.connect();
      awaitJoined(service);
      venue.tradeUpTo(100);
      venue.tellInvalid(
          new InvalidData(
              SeededTrades.BTC_USD,
              MarketChannel.TRADES,
              DataFault.PRICE_NOT_POSITIVE,
              "price must be above 0, was -1",
              "[\"-1\",\"1\"]",
              START));
      venue.tellBeside(
          new MarketTrade(
              InstrumentId.of("kraken", "ETH/USD"),
              "x",
              TAPE.getFirst().price(),
              TAPE.getFirst().quantity(),
              null,
              START,
              START));
      venue.tradeUpTo(300);
      await().atMost(PATIENCE).until(() -> stored() == 300);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(service, "/api/v1/quarantine"))
                      .contains("\"total\":2", "UNKNOWN_INSTRUMENT", "price must be above 0"));
      assertThat(get(service, "/api/v1/quarantine?fault=PRICE_NOT_POSITIVE&symbol=BTC/USD"))
          .contains("\"total\":1");
      assertTakesWhatOthersFound(service);
      assertThat(get(service, "/actuator/prometheus"))
          .contains("tidemark_quarantined_total", "reason=\"PRICE_NOT_POSITIVE\"");
      assertThat(deadLetters(Topic.MARKET_TRADE))
          .anySatisfy(
              letter -> {
                assertThat(letter.key()).isEqualTo("kraken|BTC/USD");
                assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                    .isEqualTo("[\"-1\",\"1\"]");
                assertThat(
                        new String(
                            letter.headers().lastHeader("dlt-cause").value(),
                            StandardCharsets.UTF_8))
                    .startsWith("PRICE_NOT_POSITIVE: price must");
              });
      assertThat(get(service, "/actuator/health")).contains("\"status\":\"UP\"");
    }
  }

  private void assertTakesWhatOthersFound(ConfigurableApplicationContext service)
      throws IOException, InterruptedException {
    String found =
        "[{\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\",\"channel\":\"CANDLES\",\"fault\":\"HIGH_BELOW_LOW\","
            + "\"detail\":\"high must be at least low\",\"raw\":\"\\u0000[1,2]\",\"observedAt\":\"2013-11-30T20:00:00Z\"}]";
    assertThat(post(service, "/api/v1/quarantine", found, "wrong").statusCode()).isEqualTo(401);
    assertThat(post(service, "/api/v1/quarantine", found, KEY).body())
        .isEqualTo("{\"received\":1,\"stored\":1}");
    assertThat(post(service, "/api/v1/quarantine", found, KEY).body())
        .isEqualTo("{\"received\":1,\"stored\":0}");
    HttpResponse<String> incomplete =
        post(service, "/api/v1/quarantine", "[{\"exchange\":\"kraken\"}]", KEY);
    assertThat(incomplete.statusCode()).isEqualTo(400);
    assertThat(incomplete.body()).contains("[0].channel is missing");
    assertThat(get(service, "/api/v1/quarantine?fault=HIGH_BELOW_LOW")).contains("\"total\":1");
  }

  @Test
  void healsAHoleOnceTheVenueTellsTheTrades() throws Exception {
    venue.tellCandles();
    try (ConfigurableApplicationContext service = start()) {
      venue.connect();
      awaitJoined(service);
      venue.tradeUpTo(200);
      venue.disconnect();
      venue.tradeUpTo(300);
      venue.connect();
      venue.tradeUpTo(310);
      venue.disconnect();
      venue.lagBy(60);
      venue.keepWaiting();
      venue.connect();
      venue.tradeUpTo(320);
      venue.answer();
      awaitJoined(service);
      venue.tradeUpTo(500);
      await().atMost(PATIENCE).until(this::hasToldAPartialMinute);

      venue.lagBy(0);
      venue.tradeUpTo(700);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(count("completeness = 'PARTIAL' and open_time >= '" + START + "'"))
                      .isZero());
      await().atMost(PATIENCE).until(() -> stored() == 700);
      assertThat(count("completeness = 'CORRECTED'")).isPositive();
      assertThat(get(service, "/api/v1/streams/differences?symbol=BTC/USD"))
          .contains("\"total\":0");
    }
    assertThat(
            sql.sql(
                    "select * from market_data.candle where timeframe = '1m' and source = 'TRADES'"
                        + " order by open_time")
                .query(ExpectedBars::read)
                .list())
        .isNotEmpty()
        .isSubsetOf(ExpectedBars.of(TAPE.subList(0, 700), Timeframe.M1, TAPE.get(699).eventTime()));
  }

  @Test
  void findsWhatWasMissedBeforeAStreamThatToldNothingYet() throws Exception {
    try (ConfigurableApplicationContext service = start()) {
      venue.connect();
      awaitJoined(service);
      venue.tradeUpTo(200);
      await().atMost(PATIENCE).until(() -> stored() == 200);
      venue.disconnect();
      venue.tradeUpTo(300);
      venue.lagBy(60);
      venue.connect();
      awaitJoined(service);
      assertThat(stored()).isEqualTo(240);

      venue.lagBy(0);
      venue.tradeUpTo(500);
      await().atMost(PATIENCE).until(() -> stored() == 500);
    }
    assertThat(
            sql.sql("select * from market_data.candle where timeframe = '1m' order by open_time")
                .query(ExpectedBars::read)
                .list())
        .isEqualTo(
            ExpectedBars.of(
                TAPE.subList(0, 500), Timeframe.M1, TAPE.get(499).eventTime().minusSeconds(1)));
  }

  private ConfigurableApplicationContext start() throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(
        configuration,
        "exchange:\n  name: kraken\nsymbols: [BTC/USD]\nmarket_data:\n  timeframes: [1m, 5m, 1h]\n");
    return ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
        .initializers(
            context ->
                ((GenericApplicationContext) context)
                    .registerBean(
                        "scriptedVenue",
                        ExchangeGateway.class,
                        () -> venue,
                        definition -> definition.setPrimary(true)))
        .run(
            "--server.port=0",
            "--tidemark.config=" + configuration,
            "--tidemark.api-key=" + KEY,
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--tidemark.ingestor.quarantine-retention=36500d",
            "--tidemark.ingestor.recovery-attempts=2",
            "--tidemark.ingestor.recovery-pause=50ms",
            "--tidemark.ingestor.reconcile-interval=1m",
            "--tidemark.ingestor.reconcile-pause=100ms",
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
  }

  private void awaitJoined(ConfigurableApplicationContext service) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(get(service, "/api/v1/streams")).contains("\"joined\":true"));
  }

  private long stored() {
    return sql.sql("select count(*) from market_data.trade").query(Long.class).single();
  }

  private long count(String condition) {
    return sql.sql("select count(*) from market_data.candle where " + condition)
        .query(Long.class)
        .single();
  }

  /** It may be healed by now; then it is an earlier edition. */
  private boolean hasToldAPartialMinute() {
    String partial = "completeness = 'PARTIAL' and timeframe = '1m'";
    return count(partial) > 0
        || sql.sql("select count(*) from market_data.candle_revision where " + partial)
                .query(Long.class)
                .single()
            > 0;
  }

  private String get(ConfigurableApplicationContext service, String path)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(address(service, path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<String> post(
      ConfigurableApplicationContext service, String path, String body, String key)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address(service, path))
            .header("Content-Type", "application/json")
            .header("X-API-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI address(ConfigurableApplicationContext service, String path) {
    String port = service.getEnvironment().getProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private List<ConsumerRecord<String, byte[]>> deadLetters(Topic topic) {
    List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            infrastructure.kafkaBootstrapServers(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic.deadLetterName(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
      }
    }
    return letters;
  }
}
