package io.tidemark.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A scanner of this JVM with a run and a database of its own. */
final class RunningScanner implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database;
  private final Path configuration;
  private final KafkaTopics kafka = new KafkaTopics(infrastructure.kafkaBootstrapServers());
  private final ReplayTime time = new ReplayTime(RecordedBars.START);

  private final HttpClient http = HttpClient.newHttpClient();

  private @Nullable ConfigurableApplicationContext service;

  RunningScanner(String name, Path configuration) {
    this.database = infrastructure.newDatabase(name);
    this.configuration = configuration;
  }

  String run() {
    return database.name();
  }

  KafkaTopics kafka() {
    return kafka;
  }

  /** What it answers to a request. */
  String get(String path) {
    if (service == null) {
      throw new IllegalStateException("start the scanner first");
    }
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The report of a replay, once all bars of the window are decided on and acknowledged. */
  JsonNode replay(Instant from, Instant to) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> Json.mapper().readTree(get("/api/v1/replays?from=%s&to=%s".formatted(from, to))),
            report -> !report.path("missing").toString().contains("not decided on yet"));
  }

  JdbcTemplate sql() {
    return new JdbcTemplate(
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
  }

  void start(String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.config=" + configuration,
                "--tidemark.run=" + run(),
                "--tidemark.clock=" + time.address(),
                "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    arguments.addAll(List.of(further));
    service =
        ServiceApplication.run(
            TidemarkService.SCANNER, ScannerApplication.class, arguments.toArray(String[]::new));
  }

  void stop() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  /** What is published once at least so many decisions are. */
  Scanned decided(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(kafka.of(run()).decisions()).hasSizeGreaterThanOrEqualTo(count));
    return kafka.of(run());
  }

  @Override
  public void close() {
    stop();
    kafka.close();
    time.close();
    http.close();
  }
}
