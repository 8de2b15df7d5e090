package io.tidemark.ml.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server on loopback that tells positions as the position-service does, newest first. */
final class ToldPositions implements AutoCloseable {

  private final HttpServer server;
  private final List<String> positions = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private int refusals;
  private int status = 503;
  private @Nullable String opening;

  ToldPositions() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/positions", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Refuses so often from now on. */
  synchronized void refuse(int times, int withStatus) {
    refusals = times;
    status = withStatus;
  }

  /** One that was decided on after all before it. */
  synchronized void add(Instant decided, Instant closed, String pnl) {
    positions.addFirst(json(decided, closed, pnl));
  }

  /** One that was cancelled before it was filled. */
  synchronized void addCancelled(Instant decided, Instant closed) {
    positions.addFirst(json(decided, closed, "0").replaceAll("\"openedAt\":\"[^\"]*\",", ""));
  }

  /** One that is told after the next answer only, so that the pages shift by it. */
  synchronized void closeOneAfterTheFirstAnswer(Instant decided, Instant closed, String pnl) {
    opening = json(decided, closed, pnl);
  }

  private static String json(Instant decided, Instant closed, String pnl) {
    return """
        {"positionId":"%s","exchange":"kraken","symbol":"BTC/USD","status":"CLOSED",
        "realisedPnl":"%s","requestedAt":"%s","openedAt":"%s","closedAt":"%s","new":{}}\
        """
        .formatted(UUID.randomUUID(), pnl, decided, decided.plusSeconds(1), closed);
  }

  /** The queries that were asked, in order. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    asked.add(query);
    Map<String, String> parameters =
        Arrays.stream(query.split("&"))
            .map(part -> part.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    boolean refused = refusals > 0;
    refusals--;
    byte[] answer = (refused ? "{}" : page(parameters)).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refused ? status : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
    if (!refused && opening != null) {
      positions.addFirst(opening);
      opening = null;
    }
  }

  private String page(Map<String, String> parameters) {
    int size = Integer.parseInt(parameters.get("size"));
    int page = Integer.parseInt(parameters.get("page"));
    String items =
        positions.stream().skip((long) page * size).limit(size).collect(Collectors.joining(","));
    return "{\"items\":[%s],\"page\":%d,\"size\":%d,\"total\":%d}"
        .formatted(items, page, size, positions.size());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
