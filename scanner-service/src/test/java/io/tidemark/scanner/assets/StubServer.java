package io.tidemark.scanner.assets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers what it was told to, and remembers what it was asked. */
public final class StubServer implements AutoCloseable {

  private record Answer(int status, String body, @Nullable String retryAfter) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final ArrayDeque<Answer> next = new ArrayDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  public StubServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(path);
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst(CoinGecko.KEY_HEADER)));
    Answer answer = next(path);
    if (answer.retryAfter != null) {
      exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
    }
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  private Answer next(String path) {
    synchronized (next) {
      Answer queued = next.poll();
      if (queued != null) {
        return queued;
      }
    }
    return answers.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .max((one, other) -> Integer.compare(one.getKey().length(), other.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(new Answer(404, "{\"error\":\"not found\"}", null));
  }

  /** Answers paths that begin so from now on; the longest beginning counts. */
  public void on(String path, String json) {
    answers.put(path, new Answer(200, json, null));
  }

  /** Answers paths that begin so with a failure from now on. */
  public void fail(String path, int status) {
    answers.put(path, new Answer(status, "{}", null));
  }

  /** Answers the next request so, whatever it asks for. */
  void once(int status, String body, @Nullable String retryAfter) {
    synchronized (next) {
      next.add(new Answer(status, body, retryAfter));
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Paths with their queries, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** The key that each request carried, {@code null} in words for none. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
