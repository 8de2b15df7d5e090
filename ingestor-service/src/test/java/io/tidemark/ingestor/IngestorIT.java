package io.tidemark.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.topic.Topic;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service on a scripted venue, with a database that goes away and a crash in the middle. */
class IngestorIT {

  private static final Instant START = Instant.parse("2013-11-30T20:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<MarketTrade> TAPE =
      SeededTrades.of(42, START, 6000, Duration.ofSeconds(4));
  private static final List<Timeframe> CHECKED =
      List.of(Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.H1, Timeframe.H4);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("ingestor");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));
  private final HttpClient http = HttpClient.newHttpClient();

  private final Map<TopicPartition, Long> begins = new HashMap<>();

  @TempDir Path directory;

  @Test
  void keepsBarsCompleteThroughAnOutageOfTheDatabaseAndACrash() throws Exception {
    ScriptedVenue venue = new ScriptedVenue(TAPE);
    try (ConfigurableApplicationContext first = start(venue)) {
      venue.connect();
      awaitJoined(first);
      venue.tradeUpTo(2000);
      awaitStored(2000);
      assertThat(get(first, "/actuator/health")).contains("\"status\":\"UP\"");

      sql.sql("alter table market_data.trade rename to trade_away").update();
      venue.tradeUpTo(2600);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(get(first, "/actuator/health")).contains("\"status\":\"DEGRADED\""));
      assertThat(trades(published(Topic.MARKET_TRADE))).hasSize(2600);
    }
    sql.sql("alter table market_data.trade_away rename to trade").update();
    assertThat(stored()).isEqualTo(2000);
    venue.tradeUpTo(3300);

    try (ConfigurableApplicationContext second = start(venue)) {
      venue.connect();
      awaitJoined(second);
      venue.tradeUpTo(4000);
      venue.disconnect();
      venue.tradeUpTo(4500);
      venue.connect();
      awaitJoined(second);
      venue.tradeUpTo(TAPE.size());
      awaitStored(TAPE.size());
      assertServes(second);
    }

    assertTablesEqualTheTape();
    assertKafkaEqualsTheTape();
  }

  private void assertTablesEqualTheTape() {
    for (Timeframe timeframe : CHECKED) {
      assertThat(rows(timeframe)).as(timeframe.code()).isEqualTo(expected(timeframe)).isNotEmpty();
    }
    assertThat(
            sql.sql("select count(*) from market_data.candle where completeness <> 'COMPLETE'")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(sql.sql("select count(*) from market_data.trade_2013_12").query(Long.class).single())
        .isPositive();
  }

  private void assertKafkaEqualsTheTape() {
    List<MarketTrade> told = trades(published(Topic.MARKET_TRADE));
    Set<String> ids = new HashSet<>();
    told.forEach(trade -> ids.add(trade.tradeId()));
    assertThat(ids).hasSize(TAPE.size());
    List<Bar> bars = new ArrayList<>();
    for (Event event : published(Topic.MARKET_BAR)) {
      bars.addAll(((BarsClosed) event).bars());
    }
    for (Timeframe timeframe : CHECKED) {
      assertThat(bars)
          .filteredOn(bar -> bar.timeframe() == timeframe)
          .as(timeframe.code())
          .allMatch(bar -> bar.revision() == 0)
          .extracting(Bar::openTime)
          .containsExactlyElementsOf(
              expected(timeframe).stream().map(ExpectedBars.Row::openTime).toList());
    }
  }

  private void assertServes(ConfigurableApplicationContext service)
      throws IOException, InterruptedException {
    String csv = get(service, "/api/v1/candles?symbol=BTC/USD&timeframe=1h", "text/csv");
    List<ExpectedBars.Row> hours = expected(Timeframe.H1);
    ExpectedBars.Row hour = hours.getFirst();
    assertThat(csv.lines().toList())
        .hasSize(hours.size() + 1)
        .startsWith(
            "timestamp,open,high,low,close,volume",
            String.join(
                ",",
                "" + hour.openTime().toEpochMilli(),
                hour.open(),
                hour.high(),
                hour.low(),
                hour.close(),
                hour.volume()));
    assertThat(get(service, "/api/v1/candles?symbol=BTC/USD&timeframe=1h&size=2"))
        .contains("\"total\":" + hours.size(), "\"vwap\":\"" + hour.vwap() + "\"");
    assertThat(get(service, "/api/v1/candles/coverage?symbol=BTC/USD"))
        .contains("{\"timeframe\":\"1h\"", "\"partial\":0");
    assertThat(get(service, "/api/v1/trades?symbol=BTC/USD&size=1"))
        .contains("\"total\":6000", "\"tradeId\":\"t0\"");
    assertThat(get(service, "/api/v1/instruments")).contains("\"venueName\":\"XBTUSD\"");
    assertThat(get(service, "/api/v1/ticker?symbol=BTC/USD")).contains("\"bid\":");
    assertThat(get(service, "/api/v1/order-book?symbol=BTC/USD")).contains("\"cumulative\":\"1\"");
    assertThat(get(service, "/api/v1/streams"))
        .contains("\"state\":\"LIVE\"", "\"joined\":true", "\"gaps\":0");
    assertThat(
            get(
                service,
                "/api/v1/vwap?symbol=BTC/USD&window=anchored&anchor=2013-11-30T20:00:00Z"
                    + "&at=2013-11-30T21:00:00Z"))
        .contains("\"vwap\":\"" + hour.vwap() + "\"", "\"completeness\":\"PARTIAL\"");
    assertThat(
            get(
                service,
                "/api/v1/vwap?symbol=BTC/USD&window=anchored&anchor=2013-11-30T21:00:00Z"
                    + "&at=2013-11-30T22:00:30Z"))
        .contains("\"completeness\":\"COMPLETE\"");
    assertThat(get(service, "/api/v1/order-book?symbol=BTC/USD&depth=0"))
        .contains("depth must be from 1 to 10000, was 0");
    assertThat(get(service, "/api/v1/vwap?symbol=BTC/USD&window=anchored"))
        .contains("anchor must be given");
    assertThat(get(service, "/api/v1/candles?symbol=BTC/USD&timeframe=7m"))
        .contains("\"status\":400", "timeframe must be one of");
    assertThat(get(service, "/actuator/prometheus"))
        .contains("tidemark_trades_total", "tidemark_stream_age_seconds", "tidemark_bars_total");
  }

  private static List<ExpectedBars.Row> expected(Timeframe timeframe) {
    return ExpectedBars.of(TAPE, timeframe, TAPE.getLast().eventTime().minus(GRACE));
  }

  private List<ExpectedBars.Row> rows(Timeframe timeframe) {
    return sql.sql("select * from market_data.candle where timeframe = ? order by open_time")
        .param(timeframe.code())
        .query(ExpectedBars::read)
        .list();
  }

  private ConfigurableApplicationContext start(ScriptedVenue venue) throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(
        configuration,
        "exchange:\n  name: kraken\nsymbols: [BTC/USD]\nmarket_data:\n  timeframes: [1m, 5m, 15m, 1h, 4h]\n");
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
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--tidemark.ingestor.checkpoint-interval=0s",
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

  private void awaitStored(int trades) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).isEqualTo(trades));
  }

  private long stored() {
    return sql.sql("select count(*) from market_data.trade").query(Long.class).single();
  }

  private String get(ConfigurableApplicationContext service, String path)
      throws IOException, InterruptedException {
    return get(service, path, "application/json, application/problem+json, text/plain");
  }

  private String get(ConfigurableApplicationContext service, String path, String accept)
      throws IOException, InterruptedException {
    String port = service.getEnvironment().getProperty("local.server.port");
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept)
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static List<MarketTrade> trades(List<Event> events) {
    return events.stream().map(MarketTrade.class::cast).toList();
  }

  /** Other tests of this JVM publish to the same topics: what was there before does not count. */
  @BeforeEach
  void noteWhereTheTopicsEnd() {
    Topics.create(
        KafkaConnection.plain(infrastructure.kafkaBootstrapServers()), TopicCopies.OF_THE_BROKERS);
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      for (Topic topic : List.of(Topic.MARKET_TRADE, Topic.MARKET_BAR)) {
        begins.putAll(consumer.endOffsets(partitions(consumer, topic)));
      }
    }
  }

  private List<Event> published(Topic topic) {
    List<Event> events = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      partitions.forEach(partition -> consumer.seek(partition, begins.getOrDefault(partition, 0L)));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(message -> events.add(EventCodec.decode(message.value())));
      }
    }
    return events;
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, Topic topic) {
    return consumer.partitionsFor(topic.topicName()).stream()
        .map(info -> new TopicPartition(topic.topicName(), info.partition()))
        .toList();
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            infrastructure.kafkaBootstrapServers(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
