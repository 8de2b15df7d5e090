package io.tidemark.backtester.job;

import static org.awaitility.Awaitility.await;

import io.tidemark.backtester.BacktesterApplication;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
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
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** The service on a real Kafka and Postgres, and those who ask it. */
final class RunningBacktester implements AutoCloseable {

  static final String STRATEGY =
      """
      strategy: {id: dips}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1h}
      parameters: {dip: 10}
      entry: {long: ["close < sma(close, dip)"]}
      exits: {stop_loss_pct: 2.0, take_profit_pct: 1.5, max_hold_time_minutes: 720}
      risk: {position_size_usd: 1000}
      execution: {fee_rate: 0.001}
      """;

  /** Far more than a test waits for. */
  static final String LARGE_SPACE =
      """
      objective: net_profit
      search: {method: random, trials: 30000}
      parameters:
        dip: {from: 5, to: 200, step: 1}
        exits.stop_loss_pct: {from: 1.0, to: 3.0, step: 0.01}
      """;

  private static final ObjectReader EXACT =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("backtester");
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path configuration;
  private final StoreStandIn store;
  private ConfigurableApplicationContext context;

  RunningBacktester(Path folder, StoreStandIn store) throws IOException {
    this.store = store;
    configuration = folder.resolve("tidemark.yaml");
    Files.writeString(
        configuration,
        "exchange: {name: kraken}\nsymbols: [BTC/USD]\nportfolio: {initial_cash: 7000}\n");
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(folder.resolve("strategies/dips.yaml"), STRATEGY);
    context = start();
  }

  static Map<String, Object> dips() {
    return new HashMap<>(Map.of("strategyId", "dips", "to", StoreStandIn.END));
  }

  static Map<String, Object> search(String space) {
    Map<String, Object> request = dips();
    request.put("search", Map.of("space", space));
    return request;
  }

  private ConfigurableApplicationContext start() {
    return ServiceApplication.builder(TidemarkService.BACKTESTER, BacktesterApplication.class)
        .registerShutdownHook(false)
        .run(
            "--server.port=0",
            "--tidemark.demo=true",
            "--tidemark.config=" + configuration,
            "--tidemark.services.ingestor=" + store.url(),
            "--tidemark.backtester.queued-jobs=5",
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
  }

  /** How many trials of a search are kept. */
  long trials(String path) {
    return ofTrials("count(*)", path);
  }

  /**
   * The place of the first or last of them, {@code min} or {@code max}, in the order they ended.
   */
  long place(String which, String path) {
    return ofTrials("coalesce(%s(sequence), 0)".formatted(which), path);
  }

  private long ofTrials(String what, String path) {
    return sql()
        .sql("select " + what + " from backtest.trial where run_id = ?::uuid")
        .param(path.substring(path.indexOf('/') + 1))
        .query(Long.class)
        .single();
  }

  /** Stops the service and starts another one on the same database. */
  void restart() {
    end();
    begin();
  }

  void end() {
    context.close();
  }

  void begin() {
    context = start();
  }

  JdbcClient sql() {
    return JdbcClient.create(
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
  }

  long count(String query) {
    return sql().sql(query).query(Long.class).single();
  }

  /** Submits what must be taken in, and gives its path. */
  String submit(String kind, Map<String, ?> request) {
    HttpResponse<String> answer = post(kind, Json.mapper().writeValueAsString(request));
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.body());
    }
    return kind + "/" + Json.mapper().readTree(answer.body()).path("id").asString();
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode delete(String path) {
    return Json.mapper()
        .readTree(
            send(path, HttpRequest.newBuilder().DELETE(), HttpResponse.BodyHandlers.ofString())
                .body());
  }

  JsonNode get(String path) {
    return EXACT.readTree(get(path, "application/json").body());
  }

  HttpResponse<byte[]> get(String path, String accept) {
    return send(
        path,
        HttpRequest.newBuilder().GET().header("Accept", accept),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The metrics as they are scraped. */
  String metrics() {
    return send(
            "/actuator/prometheus",
            HttpRequest.newBuilder().GET(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  String status(String path) {
    return get(path).path("status").asString();
  }

  /** A job once it has that status. */
  JsonNode awaitStatus(String path, String status) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> status(path), status::equals);
    return get(path);
  }

  private <T> HttpResponse<T> send(
      String path, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    String port = context.getEnvironment().getProperty("local.server.port");
    String full = path.startsWith("/") ? path : "/api/v1/" + path;
    URI address = URI.create("http://127.0.0.1:" + port + full);
    try {
      return http.send(request.uri(address).timeout(PATIENCE).build(), handler);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
