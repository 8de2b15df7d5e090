package io.tidemark.exchange.xchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.ExchangeSettings.CircuitBreaker;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.exchange.ExchangeSettings.Retry;
import io.tidemark.exchange.GatewayContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A venue on loopback that answers what a test prepared, by path. Its answers are written after the
 * venues' documentation.
 */
final class VenueStub implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  VenueStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getQuery();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        "%s %s?%s%s"
            .formatted(
                exchange.getRequestMethod(),
                path,
                query == null ? "" : query,
                URLDecoder.decode(body, StandardCharsets.UTF_8)));
    Deque<Answer> prepared =
        answers.getOrDefault(exchange.getRequestMethod() + " " + path, answers.get(path));
    Answer answer = new Answer(404, "{\"message\":\"nothing prepared for " + path + "\"}");
    if (prepared != null) {
      synchronized (prepared) {
        answer = prepared.size() > 1 ? prepared.poll() : prepared.peek();
      }
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** Answers a path; the last answer is repeated. A method may stand before the path. */
  VenueStub on(String path, String... bodies) {
    Deque<Answer> queue = new ArrayDeque<>();
    for (String body : bodies) {
      queue.add(new Answer(200, body));
    }
    answers.put(path, queue);
    return this;
  }

  VenueStub fails(String path, int status, String body) {
    answers.put(path, new ArrayDeque<>(List.of(new Answer(status, body))));
    return this;
  }

  /** What was asked, as {@code METHOD /path?parameters}. */
  List<String> requests(String path) {
    return requests.stream().filter(request -> request.contains(" " + path + "?")).toList();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  ExchangeSettings settings(String exchange) {
    return settings(exchange, address());
  }

  static ExchangeSettings settings(String exchange, URI address) {
    return new ExchangeSettings(
        exchange,
        address,
        null,
        new Credentials("a-key", "c2VjcmV0LXRoYXQtbXVzdC1uZXZlci1iZS1zaG93bg=="),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        new RateLimit(1000, Duration.ofSeconds(1), Duration.ZERO),
        new Retry(2, Duration.ofMillis(1), 2, 0.5),
        new CircuitBreaker(100, 50, Duration.ofSeconds(1)));
  }

  XChangeGateway gateway(String exchange) {
    return new XChangeGateway(settings(exchange), context());
  }

  static GatewayContext context() {
    return new GatewayContext(() -> NOW, new Random(7), NOW);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
