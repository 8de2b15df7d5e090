package io.tidemark.launcher.demo;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/** Reads what the suite says of itself over REST, as its users do. */
public final class SuiteClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int PAGE_SIZE = 1000;
  private static final long ASK_EVERY_MILLIS = 100;

  private final SuitePorts ports;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param ports where the services are
   */
  public SuiteClient(SuitePorts ports) {
    this.ports = ports;
  }

  /** The position service's account. */
  public Account account() {
    return Json.mapper().readValue(get(TidemarkService.POSITION, "/api/v1/risk"), Account.class);
  }

  /** All positions, closed ones included. */
  public List<Position> positions() {
    return all(TidemarkService.POSITION, "/api/v1/positions", Position.class);
  }

  /** All orders. */
  public List<Order> orders() {
    return all(TidemarkService.EXECUTION, "/api/v1/orders", Order.class);
  }

  /** All fills. */
  public List<Fill> fills() {
    return all(TidemarkService.EXECUTION, "/api/v1/fills", Fill.class);
  }

  /**
   * Waits until every service says that it is ready.
   *
   * @throws IllegalStateException naming one that is not ready in time, and why
   */
  void awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (TidemarkService service : TidemarkService.values()) {
      String answer = readiness(service);
      while (!answer.isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "%s is not ready after %d s: %s"
                  .formatted(service.serviceName(), limit.toSeconds(), answer));
        }
        pause();
        answer = readiness(service);
      }
    }
  }

  /**
   * Makes sure that orders and positions can be read.
   *
   * @throws IllegalStateException if a service or its database does not answer
   */
  public void requireAnswers() {
    get(TidemarkService.POSITION, "/api/v1/risk");
    get(TidemarkService.EXECUTION, "/api/v1/orders?size=1");
  }

  /** The services that are not ready now. */
  public List<TidemarkService> notReady() {
    return Arrays.stream(TidemarkService.values())
        .filter(service -> !readiness(service).isEmpty())
        .toList();
  }

  /** Empty if a service is ready, what it says otherwise. */
  private String readiness(TidemarkService service) {
    try {
      HttpResponse<String> response = send(service, "/actuator/health/readiness");
      return response.statusCode() == 200 ? "" : response.body();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the services got ready", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private <T> List<T> all(TidemarkService service, String path, Class<T> type) {
    JavaType pageType = Json.mapper().getTypeFactory().constructParametricType(Paged.class, type);
    List<T> items = new ArrayList<>();
    for (int number = 0; ; number++) {
      String address = "%s?page=%d&size=%d".formatted(path, number, PAGE_SIZE);
      Paged<T> page = Json.mapper().readValue(get(service, address), pageType);
      items.addAll(page.items());
      if (page.items().isEmpty() || items.size() >= page.total()) {
        return items;
      }
    }
  }

  private String get(TidemarkService service, String path) {
    try {
      HttpResponse<String> response = send(service, path);
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "%s answers %d to GET %s: %s"
                .formatted(service.serviceName(), response.statusCode(), path, response.body()));
      }
      return response.body();
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException(
          "%s does not answer GET %s: %s".formatted(service.serviceName(), path, e.getMessage()),
          e);
    }
  }

  private HttpResponse<String> send(TidemarkService service, String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(ports.url(service) + path)).timeout(TIMEOUT).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private record Paged<T>(List<T> items, long total) {}

  /**
   * What the position service says of its account.
   *
   * @param reason why it is in its state, in words
   */
  public record Account(String state, String reason, List<Balance> balances) {}

  /** One currency of an account. */
  public record Balance(String currency, BigDecimal total, BigDecimal reserved, BigDecimal fees) {}

  /**
   * What the invariants need of a position.
   *
   * @param exitReason null while nothing closed it
   */
  public record Position(
      UUID positionId,
      UUID signalId,
      String symbol,
      String side,
      String status,
      BigDecimal entryQuantity,
      BigDecimal quantity,
      @Nullable String exitReason) {}

  /** What the invariants need of an order. */
  public record Order(UUID clientOrderId, String status, BigDecimal quantity, BigDecimal filled) {}

  /** What the invariants need of a fill. */
  public record Fill(
      UUID fillId,
      String venueTradeId,
      UUID clientOrderId,
      BigDecimal price,
      BigDecimal quantity,
      BigDecimal fee) {}
}
