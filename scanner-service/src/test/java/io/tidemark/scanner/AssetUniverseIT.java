package io.tidemark.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import io.tidemark.scanner.assets.StubServer;
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
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The universe in the service, on a real Kafka and a real Postgres. */
class AssetUniverseIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String KEY = "k";

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("assets");
  private final String run = database.name();
  private final String base = run.replace("_", "").toUpperCase(Locale.ROOT);
  private final InstrumentId instrument = InstrumentId.of("kraken", base + "/USD");
  private final KafkaTopics kafka = new KafkaTopics(infrastructure.kafkaBootstrapServers());

  @TempDir private Path folder;
  private StubServer ingestor;
  private StubServer coinGecko;
  private @Nullable ConfigurableApplicationContext service;

  @BeforeEach
  void configure() throws IOException {
    ingestor = new StubServer();
    coinGecko = new StubServer();
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(
        folder.resolve("strategies/always.yaml"),
        """
        strategy: {id: %s-always}
        market: {exchange: kraken, symbol: %s, primary_timeframe: 1m}
        entry: {long: [close > 1]}
        """
            .formatted(run, instrument.symbol()));
    filters(true);
    quote("99.9", "100.1", Instant.now());
    ingestor.on(
        "/api/v1/instruments",
        """
        {"items":[{"exchange":"kraken","symbol":"%s","tradable":true}],"total":1}"""
            .formatted(instrument.symbol()));
    ingestor.on(
        "/api/v1/candles/coverage",
        """
        [{"timeframe":"1m","first":"2025-06-01T00:00:00Z","last":"2026-01-01T00:00:00Z"},
         {"timeframe":"1d","first":"2024-06-01T00:00:00Z","last":"2026-01-01T00:00:00Z"}]""");
    StringBuilder days = new StringBuilder();
    for (int day = 1; day <= 20; day++) {
      days.append(day == 1 ? "" : ",")
          .append(
              """
              {"openTime":"2026-01-%02dT00:00:00Z","close":"%s","volume":"1000","vwap":"100"}"""
                  .formatted(day, day % 2 == 0 ? "100" : "104"));
    }
    ingestor.on("/api/v1/candles?", "{\"items\":[" + days + "],\"total\":20}");
    coinGecko.on(
        "/api/v3/coins/markets",
        """
        [{"id":"the-coin","symbol":"%s","name":"The Coin","market_cap":2500000000.5}]"""
            .formatted(base.toLowerCase(Locale.ROOT)));
    coinGecko.on(
        "/api/v3/coins/the-coin/tickers",
        """
        {"tickers":[{"market":{"identifier":"a"}},{"market":{"identifier":"b"}},
                    {"market":{"identifier":"c"}},{"market":{"identifier":"c"}}]}""");
  }

  private void filters(boolean enabled) throws IOException {
    Files.writeString(
        folder.resolve("tidemark.yaml"),
        """
        exchange: {name: kraken}
        symbols: [%s]
        filtering:
          enabled: %s
          market_cap_source: {url: "%s", file: assets.csv, refresh: 1h, requests_per_minute: 6000}
        """
            .formatted(instrument.symbol(), enabled, coinGecko.address()));
    Files.writeString(
        folder.resolve("assets.csv"), "symbol,name,market_cap_usd,exchange_listings,as_of\n");
  }

  private void quote(String bid, String ask, Instant time) {
    ingestor.on(
        "/api/v1/ticker",
        """
        {"bid":"%s","ask":"%s","last":"100","volume24h":"80000","eventTime":"%s"}"""
            .formatted(bid, ask, time));
  }

  @AfterEach
  void stop() {
    stopService();
    kafka.close();
    ingestor.close();
    coinGecko.close();
  }

  @Test
  void blocksAnExcludedAssetFromARecordedInstantOnAndTradesItOnceItIsEligible() throws Exception {
    quote("99", "101", Instant.now());
    start();
    JsonNode excluded = awaitAsset(false);
    assertThat(excluded.get("exclusions").toString())
        .isEqualTo(
            "[{\"reason\":\"SPREAD_TOO_WIDE\",\"detail\":\"spread in percent must be at most 0.5,"
                + " is 2.000000\"}]");
    BarsClosed early = minute(Instant.parse("2026-01-01T00:01:00Z"));
    // Editions begin in the minutes ahead: these bars are dated ahead too, to spare the wait.
    BarsClosed wide = minute(effectiveFrom());
    kafka.publish(List.of(early, wide));
    awaitDecisions(2);

    quote("99.9", "100.1", Instant.now());
    assertThat(send("POST", "/api/v1/assets/refresh", null, 403)).contains("TIDEMARK_API_KEY");
    stopService();
    start("--tidemark.api-key=" + KEY);
    send("POST", "/api/v1/assets/refresh", KEY, 202);
    awaitAsset(true);
    BarsClosed narrow = minute(later(wide.closeTime()));
    kafka.publish(List.of(narrow));
    awaitDecisions(3);

    assertThat(decision(early).blockReason()).isEqualTo(BlockReason.ASSET_EXCLUDED);
    assertThat(decision(early).reasons().getFirst())
        .isEqualTo("the asset is excluded: NOT_JUDGED: the asset filters have not judged it yet");
    assertThat(decision(wide).blockReason()).isEqualTo(BlockReason.ASSET_EXCLUDED);
    assertThat(decision(wide).reasons().getFirst()).contains("SPREAD_TOO_WIDE");
    assertThat(decision(narrow).outcome()).isEqualTo(Outcome.SIGNAL);
    assertThat(kafka.of(run).signals()).hasSize(1);
    assertThat(sql().queryForObject("select count(*) from scanner.universe_edition", Long.class))
        .isEqualTo(3);

    decidesTheSameAgainWhenTheBarsComeAgain(List.of(early, wide, narrow));
  }

  /** Without a snapshot, from bars that Kafka delivers a second time. */
  private void decidesTheSameAgainWhenTheBarsComeAgain(List<BarsClosed> bars) throws Exception {
    List<ScanDecided> before = kafka.of(run).decisions();
    stopService();
    sql().execute("delete from scanner.stage_snapshot");
    kafka.rewind("scanner-service", bars.size());

    start();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(send("GET", "/actuator/prometheus", null, 200))
                    .contains("tidemark_scan_step_seconds_count")
                    .doesNotContain("tidemark_decisions_differing_total"));
    BarsClosed next = minute(later(bars.getLast().closeTime()));
    kafka.publish(List.of(next));
    awaitDecisions(bars.size() + 1);
    assertThat(kafka.of(run).decisions().subList(0, bars.size())).isEqualTo(before);
    assertThat(send("GET", "/actuator/prometheus", null, 200))
        .doesNotContain("tidemark_decisions_differing_total");
  }

  @Test
  void tellsWhatIsKnownOfAnAsset() throws Exception {
    start();

    JsonNode asset = awaitAsset(true);

    assertThat(asset.get("name").asString()).isEqualTo("The Coin");
    assertThat(asset.get("coinId").asString()).isEqualTo("the-coin");
    assertThat(asset.get("marketCapUsd").asString()).isEqualTo("2500000000.5");
    assertThat(asset.get("listings").asInt()).isEqualTo(3);
    assertThat(asset.get("dailyVolumeUsd").asString()).isEqualTo("8000000.00");
    assertThat(asset.get("averageDailyVolumeUsd").asString()).isEqualTo("100000.00");
    assertThat(asset.get("spreadPct").asString()).isEqualTo("0.200000");
    assertThat(asset.get("volatilityPct").asString()).startsWith("4.02");
    assertThat(asset.get("firstBar").asString()).isEqualTo("2024-06-01T00:00:00Z");
    assertThat(asset.get("tradable").asBoolean()).isTrue();
    assertThat(asset.get("active").asBoolean()).isTrue();
    assertThat(asset.get("filtered").asBoolean()).isTrue();
    assertThat(json("/api/v1/assets?eligible=false").get("total").asInt()).isZero();
    assertThat(send("GET", "/api/v1/assets?eligible=maybe", null, 400)).contains("eligible");
    assertThat(send("GET", "/actuator/prometheus", null, 200))
        .contains("tidemark_assets{eligible=\"true\"")
        .contains("tidemark_asset_refreshes_total{")
        .contains("tidemark_market_source_reads_total{");
  }

  @Test
  void filtersNothingAndAsksNobodyOutsideWhileTheFiltersAreOff() throws Exception {
    filters(false);
    quote("99", "101", Instant.now());
    start();

    JsonNode asset = awaitAsset(true);
    BarsClosed bars = minute(Instant.parse("2026-01-01T00:01:00Z"));
    kafka.publish(List.of(bars));
    awaitDecisions(1);

    assertThat(asset.get("filtered").asBoolean()).isFalse();
    assertThat(asset.get("spreadPct").asString()).isEqualTo("2.000000");
    assertThat(decision(bars).outcome()).isEqualTo(Outcome.SIGNAL);
    assertThat(coinGecko.asked()).isEmpty();
    assertThat(json("/api/v1/assets/status").get("filters").asString()).isEqualTo("off");
  }

  @Test
  void servesWhatTheApiToldLastAndThenWhatTheFileSays() throws Exception {
    start();
    awaitAsset(true);
    stopService();
    sql()
        .execute(
            "update scanner.asset_market set fetched_at = fetched_at - interval '2 hours',"
                + " listings_at = listings_at - interval '2 hours'");
    coinGecko.fail("/api/v3/coins/markets", 403);

    start();
    JsonNode status = awaitJudged();

    assertThat(status.get("sources").get(0).get("problem").asString()).contains("answers 403");
    JsonNode asset = awaitAsset(true);
    assertThat(asset.get("marketSource").asString()).isEqualTo("coingecko");
    assertThat(Instant.parse(asset.get("marketAsOf").asString()))
        .isBefore(Instant.now().minus(Duration.ofHours(2)));
    stopService();

    sql().execute("delete from scanner.asset_market");
    Files.writeString(
        folder.resolve("assets.csv"),
        """
        symbol,name,market_cap_usd,exchange_listings,as_of
        %s,Of the file,150000000,2,%s
        """
            .formatted(
                base, Instant.now().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10)));
    start();

    JsonNode ofFile = awaitAsset(false);
    assertThat(ofFile.get("marketSource").asString()).isEqualTo("file");
    assertThat(ofFile.get("name").asString()).isEqualTo("Of the file");
    assertThat(ofFile.get("exclusions").get(0).get("reason").asString())
        .isEqualTo("TOO_FEW_LISTINGS");
  }

  @Test
  void keepsAVerdictWhileTheIngestorIsAway() throws Exception {
    start();
    String judged = awaitAsset(true).get("updatedAt").asString();
    stopService();
    ingestor.close();

    start();
    awaitJudged();

    JsonNode asset = awaitAsset(true);
    assertThat(asset.get("updatedAt").asString()).isEqualTo(judged);
    assertThat(send("GET", "/actuator/prometheus", null, 200))
        .contains("tidemark_asset_refreshes_total{outcome=\"partial\"");
  }

  private BarsClosed minute(Instant close) {
    Price price = Price.of("100");
    return new BarsClosed(
        instrument,
        close,
        List.of(
            new Bar(
                Timeframe.M1,
                close.minusSeconds(60),
                price,
                price,
                price,
                price,
                Quantity.of("1"),
                price,
                1L,
                Quantity.of("1"),
                null,
                null,
                Completeness.COMPLETE,
                BarSource.TRADES,
                0)),
        false,
        close);
  }

  /** The instant of the edition recorded last. */
  private Instant effectiveFrom() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        sql()
                            .queryForObject(
                                "select count(*) from scanner.universe_edition", Long.class))
                    .isEqualTo(2));
    return latestEffectiveFrom();
  }

  private Instant latestEffectiveFrom() {
    return Objects.requireNonNull(
            sql()
                .queryForObject(
                    "select effective_from from scanner.universe_edition order by id desc limit 1",
                    OffsetDateTime.class))
        .toInstant();
  }

  private Instant later(Instant than) {
    Instant effective = latestEffectiveFrom();
    return effective.isAfter(than) ? effective : than.plusSeconds(60);
  }

  private StrategyDecision decision(BarsClosed bars) {
    return kafka.of(run).decisions().stream()
        .filter(decided -> decided.closeTime().equals(bars.closeTime()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no decision at " + bars.closeTime()))
        .decisions()
        .getFirst();
  }

  private void awaitDecisions(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kafka.of(run).decisions()).hasSize(count));
  }

  private JsonNode awaitAsset(boolean eligible) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("/api/v1/assets?eligible=" + eligible).get("total").asInt())
                    .isEqualTo(1));
    return json("/api/v1/assets?eligible=" + eligible).get("items").get(0);
  }

  private JsonNode awaitJudged() {
    await().atMost(PATIENCE).until(() -> json("/api/v1/assets/status").has("lastJudged"));
    return json("/api/v1/assets/status");
  }

  private void start(String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.config=" + folder.resolve("tidemark.yaml"),
                "--tidemark.run=" + run,
                "--tidemark.scanner.universe-lead=1s",
                "--tidemark.services.ingestor=" + ingestor.address(),
                "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    arguments.addAll(List.of(further));
    service =
        ServiceApplication.run(
            TidemarkService.SCANNER, ScannerApplication.class, arguments.toArray(String[]::new));
  }

  private void stopService() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
  }

  private JsonNode json(String path) {
    return Json.mapper().readTree(send("GET", path, null, 200));
  }

  private String send(String method, String path, @Nullable String key, int status) {
    String port =
        Objects.requireNonNull(service, "the service must run")
            .getEnvironment()
            .getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (key != null) {
      request.header("X-API-Key", key);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      return answer.body();
    } catch (IOException e) {
      throw new AssertionError("the service does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
