package io.tidemark.execution;

import io.tidemark.execution.venue.GatewayOpener;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.event.Event;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service in this JVM, on the test's servers. */
final class RunningService implements AutoCloseable {

  private static final TestInfrastructure SERVERS = TestInfrastructure.shared();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts it; the database's name is the account, so that tests do not meet on shared topics.
   *
   * @param gateways opens the venue in place of the service's own; null for that
   */
  static RunningService start(
      TestDatabase database, @Nullable GatewayOpener gateways, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.kafka.bootstrap-servers=" + SERVERS.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--tidemark.config="
                    + Path.of(System.getProperty("tidemark.root"), "config", "tidemark.yaml"),
                "--tidemark.run=it",
                "--tidemark.account=" + database.name()));
    arguments.addAll(List.of(settings));
    return new RunningService(
        ServiceApplication.builder(TidemarkService.EXECUTION, ExecutionApplication.class)
            .registerShutdownHook(false)
            .initializers(
                created -> {
                  if (gateways != null) {
                    ((GenericApplicationContext) created)
                        .registerBean(GatewayOpener.class, () -> gateways);
                  }
                })
            .run(arguments.toArray(String[]::new)));
  }

  void publish(Event... events) {
    context.getBean(EventPublisher.class).publishAndAwait(List.of(events));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  JsonNode get(String path) {
    return Json.mapper().readTree(answer(path).body());
  }

  HttpResponse<String> answer(String path) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s".formatted(port, path))).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(path + " is not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
