package io.tidemark.scanner;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The time of a replay, which stands still until it is set, served as a venue serves it. */
final class ReplayTime implements AutoCloseable {

  private final HttpServer server;
  private volatile Instant now;

  ReplayTime(Instant start) {
    this.now = start;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the clock has no port", e);
    }
    server.createContext(
        "/clock",
        exchange -> {
          byte[] body =
              "{\"venueTime\": \"%s\", \"speed\": 1, \"running\": false}"
                  .formatted(now)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/clock";
  }

  void set(Instant instant) {
    now = instant;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
