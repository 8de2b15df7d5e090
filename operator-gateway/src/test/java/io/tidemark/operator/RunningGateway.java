package io.tidemark.operator;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.event.Event;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A gateway with a database, run and account of its own, among stand-ins for the services. */
final class RunningGateway implements AutoCloseable {

  static final String KEY = "the-key-of-the-suite";
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<TidemarkService, StandIn> services = new EnumMap<>(TidemarkService.class);
  private final TestDatabase database;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConfigurableApplicationContext context;

  /** With the suite's key, unless another is among the arguments. */
  RunningGateway(String... further) {
    this(TestInfrastructure.shared().newDatabase("gateway"), further);
  }

  /** The next life of a gateway that was closed: with its database, run and account. */
  static RunningGateway after(RunningGateway closed, String... further) {
    return new RunningGateway(closed.database, further);
  }

  private RunningGateway(TestDatabase database, String... further) {
    this.database = database;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.run=" + database.name(),
                "--tidemark.account=" + database.name(),
                "--tidemark.kafka.bootstrap-servers="
                    + TestInfrastructure.shared().kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    for (TidemarkService service : TidemarkService.values()) {
      if (service != TidemarkService.OPERATOR_GATEWAY) {
        StandIn standIn = new StandIn();
        services.put(service, standIn);
        arguments.add(
            "--tidemark.services.%s=%s"
                .formatted(service.serviceName().replace("-service", ""), standIn.url()));
      }
    }
    if (Arrays.stream(further).noneMatch(one -> one.startsWith("--tidemark.api-key="))) {
      arguments.add("--tidemark.api-key=" + KEY);
    }
    arguments.addAll(List.of(further));
    context =
        ServiceApplication.builder(TidemarkService.OPERATOR_GATEWAY, OperatorApplication.class)
            .run(arguments.toArray(String[]::new));
  }

  /** Run and account at once. */
  String account() {
    return database.name();
  }

  StandIn service(TidemarkService service) {
    StandIn found = services.get(service);
    if (found == null) {
      throw new IllegalArgumentException("no stand-in for " + service);
    }
    return found;
  }

  JdbcClient tables() {
    return context.getBean(JdbcClient.class);
  }

  <T> Collection<T> beans(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  void publish(Event... events) {
    context.getBean(EventPublisher.class).publishAndAwait(Arrays.asList(events));
  }

  int port() {
    return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  /** A write with the key. */
  HttpResponse<String> post(String path, String json, String... headers) {
    HttpRequest.Builder request = request(path).header("X-API-Key", KEY);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(posting(request, json));
  }

  static HttpRequest.Builder posting(HttpRequest.Builder request, String json) {
    return request
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return Json.mapper().readTree(answer.body());
  }

  JsonNode json(String path) {
    return json(get(path));
  }

  @Override
  public void close() {
    context.close();
    services.values().forEach(StandIn::close);
    http.shutdownNow();
  }
}
