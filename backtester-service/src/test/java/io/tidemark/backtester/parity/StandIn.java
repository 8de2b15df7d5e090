package io.tidemark.backtester.parity;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.core.parity.ReplayReport;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A service that reports what it is told to, and a venue's clock. */
final class StandIn implements AutoCloseable {

  private final HttpServer server;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile ReplayReport report;
  private volatile String time = "";

  StandIn(ReplayReport report) {
    this.report = report;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the stand-in has no port", e);
    }
    server.createContext(
        "/",
        exchange -> {
          boolean isClock = exchange.getRequestURI().getPath().equals("/clock");
          if (!isClock) {
            asked.add(exchange.getRequestURI().toString());
          }
          byte[] body =
              (isClock
                      ? "{\"venueTime\":\"%s\",\"speed\":1,\"running\":false}".formatted(time)
                      : Json.mapper().writeValueAsString(this.report))
                  .getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  void report(ReplayReport next) {
    report = next;
  }

  void time(String instant) {
    time = instant;
  }

  /** The paths that were asked for, in order. */
  Queue<String> asked() {
    return asked;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
