package io.tidemark.launcher.backfill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a venue's REST and counts what is asked of its history. */
final class CountingVenue implements AutoCloseable {

  private final HttpServer server;
  private final URI venue;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, AtomicInteger> pages = new ConcurrentHashMap<>();

  CountingVenue(URI venue) throws IOException {
    this.venue = venue;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All requests so far. */
  int requests() {
    return requests.get();
  }

  /** How often a page of trades was asked for that had been asked for before. */
  int repeatedPages() {
    return pages.values().stream().mapToInt(times -> times.get() - 1).sum();
  }

  /** The different pages of trades that were asked for. */
  int differentPages() {
    return pages.size();
  }

  private void pass(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    requests.incrementAndGet();
    if (path.contains("/public/Trades")) {
      pages.computeIfAbsent(path, page -> new AtomicInteger()).incrementAndGet();
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(venue.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
