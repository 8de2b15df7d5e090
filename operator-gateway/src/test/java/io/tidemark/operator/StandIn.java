package io.tidemark.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server that stands for a service: it answers what it is told to, or hangs. */
final class StandIn implements AutoCloseable {

  private static final String HEALTHY =
      "{\"status\":\"UP\",\"components\":{\"db\":{\"status\":\"UP\"}}}";

  /** What was asked. */
  record Asked(String method, String target, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private record Answer(int status, String type, String body) {}

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int port;
  private volatile CountDownLatch release = new CountDownLatch(0);
  private HttpServer server;

  StandIn() {
    server = open(0);
    port = server.getAddress().getPort();
    answer("/actuator/health", 200, HEALTHY);
  }

  private HttpServer open(int at) {
    try {
      HttpServer opened =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      opened.setExecutor(threads);
      opened.createContext("/", this::handle);
      opened.start();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void answer(String path, int status, String json) {
    answers.put(path, new Answer(status, "application/json", json));
  }

  void page(String path, String html) {
    answers.put(path, new Answer(200, "text/html", html));
  }

  /** Takes questions and answers none until {@link #goOn}. */
  void hang() {
    release = new CountDownLatch(1);
  }

  void goOn() {
    release.countDown();
  }

  /** Nothing listens any more. */
  void goAway() {
    goOn();
    server.stop(0);
  }

  void comeBack() {
    server = open(port);
  }

  /** Questions but those of its health. */
  List<Asked> asked(String path) {
    return asked.stream().filter(one -> one.target().startsWith(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body));
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Answer answer =
        answers.getOrDefault(
            exchange.getRequestURI().getPath(),
            new Answer(404, "application/problem+json", "{\"status\":404}"));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.getResponseHeaders().set("ETag", "\"one\"");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    goAway();
    threads.shutdownNow();
  }
}
