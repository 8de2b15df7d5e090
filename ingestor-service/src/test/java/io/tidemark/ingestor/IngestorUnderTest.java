package io.tidemark.ingestor;

import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Bar;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service on a venue that stays silent, with a database of its own. */
final class IngestorUnderTest implements AutoCloseable {

  static final String API_KEY = "key-of-the-test";

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database;
  private final ConfigurableApplicationContext context;
  private final JdbcClient sql;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  IngestorUnderTest(String name, Path directory) throws IOException {
    database = infrastructure.newDatabase(name);
    sql =
        JdbcClient.create(
            new DriverManagerDataSource(
                database.jdbcUrl() + "?currentSchema=market_data",
                database.username(),
                database.password()));
    context = start(directory);
    address =
        URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
  }

  private ConfigurableApplicationContext start(Path directory) throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(configuration, "exchange:\n  name: kraken\nsymbols: [BTC/USD]\n");
    ScriptedVenue venue =
        new ScriptedVenue(
            SeededTrades.of(1, Instant.parse("2024-01-01T00:00:00Z"), 10, Duration.ofSeconds(1)));
    return ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
        .initializers(
            starting ->
                ((GenericApplicationContext) starting)
                    .registerBean(
                        "scriptedVenue",
                        ExchangeGateway.class,
                        () -> venue,
                        definition -> definition.setPrimary(true)))
        .run(
            "--server.port=0",
            "--tidemark.config=" + configuration,
            "--tidemark.api-key=" + API_KEY,
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
  }

  TestDatabase database() {
    return database;
  }

  JdbcClient sql() {
    return sql;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Uploads bars; gives the answer's body. */
  String upload(CandleSeries series, List<Bar> bars) throws IOException, InterruptedException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    PackedCandles.write(packed, series, bars.iterator());
    return upload(series, packed.toByteArray());
  }

  String upload(CandleSeries series, byte[] packed) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(address.resolve(path(series)))
                .header("Content-Type", PackedCandles.MEDIA_TYPE)
                .header("X-API-Key", API_KEY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The stored bars as the packed form tells them. */
  List<Bar> packed(CandleSeries series, String span) throws IOException, InterruptedException {
    List<Bar> bars = new ArrayList<>();
    byte[] answer = bytes(path(series) + span, PackedCandles.MEDIA_TYPE).body();
    PackedCandles.read(new ByteArrayInputStream(answer), bars::add);
    return bars;
  }

  String get(String path, String accept) throws IOException, InterruptedException {
    return new String(bytes(path, accept).body(), StandardCharsets.UTF_8);
  }

  HttpResponse<byte[]> bytes(String path, String accept, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).header("Accept", accept);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  static String path(CandleSeries series) {
    return "/api/v1/candles?exchange=%s&symbol=%s&timeframe=%s"
        .formatted(
            series.instrument().exchange(),
            series.instrument().symbol(),
            series.timeframe().code());
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
