package io.tidemark.exchange.kraken;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Answers each Kraken call with what a test prepared, and remembers what it was asked. */
final class StubVenue implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String SECRET = "c2VjcmV0LXRoYXQtbXVzdC1uZXZlci1iZS1zaG93bg==";

  /** The three pairs most tests need. */
  static final String PAIRS =
      """
      {"error":[],"result":{
       "XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD",
        "pair_decimals":1,"lot_decimals":8,"fees":[[0,0.26],[50000,0.24]],"fees_maker":[[0,0.16]],
        "ordermin":"0.0001","costmin":"0.5","tick_size":"0.1","status":"online"},
       "XXBTZEUR":{"altname":"XBTEUR","wsname":"XBT/EUR","base":"XXBT","quote":"ZEUR",
        "pair_decimals":5,"lot_decimals":8,"fees":[[0,0.26]],"fees_maker":[[0,0.16]],
        "ordermin":"0.0001","status":"cancel_only"},
       "XXRPXXBT":{"altname":"XRPXBT","wsname":"XRP/XBT","base":"XXRP","quote":"XXBT",
        "pair_decimals":8,"lot_decimals":8,"fees":[[0,0.26]],"fees_maker":[[0,0.16]]},
       "XLTCXXBT":{"altname":"LTCXBT","wsname":"LTC/XBT","base":"XLTC","quote":"XXBT",
        "pair_decimals":5,"lot_decimals":8,"fees":[[0,0.26]],"fees_maker":[[0,0.16]]},
       "REPETH":{"altname":"REPETH","wsname":"REP/ETH","base":"XREP","quote":"XETH",
        "pair_decimals":5,"lot_decimals":8,"fees":[[0,0.26]],"fees_maker":[[0,0.16]]},
       "XXBTZUSD.d":{"altname":"XBTUSD.d","pair_decimals":1,"lot_decimals":8,"fees":[]}}}
      """;

  /** What the venue does with one request. */
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  StubVenue() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/0/", this::handle);
    server.start();
    always("AssetPairs", json(PAIRS));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String call = path.substring(path.lastIndexOf('/') + 1);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = exchange.getRequestURI().getQuery();
    requests.add(
        call
            + "?"
            + (query == null ? "" : query)
            + URLDecoder.decode(body, StandardCharsets.UTF_8));
    Deque<Reply> queue = replies.getOrDefault(call, new ArrayDeque<>());
    Reply reply;
    synchronized (queue) {
      reply = queue.size() > 1 ? queue.poll() : queue.peek();
    }
    (reply == null ? status(404, "no reply prepared for " + call) : reply).to(exchange);
  }

  /** The replies to a call, in order; the last one is repeated. */
  StubVenue on(String call, Reply... inOrder) {
    replies.put(call, new ArrayDeque<>(List.of(inOrder)));
    return this;
  }

  private void always(String call, Reply reply) {
    on(call, reply);
  }

  static Reply json(String body) {
    return status(200, body);
  }

  static Reply error(String code) {
    return json("{\"error\":[\"" + code + "\"]}");
  }

  static Reply status(int code, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /** Closes the connection after the request arrived. */
  static Reply hangUp() {
    return HttpExchange::close;
  }

  /** Never answers while the venue lives. */
  Reply silence() {
    return exchange -> {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** What was asked, as {@code Call?parameters}. */
  List<String> requests(String call) {
    return requests.stream().filter(request -> request.startsWith(call + "?")).toList();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  ExchangeSettings settings() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ExchangeSettings(
        "kraken",
        address,
        URI.create("ws://127.0.0.1:1"),
        new Credentials("a-key", SECRET),
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        new RateLimit(1000, Duration.ofSeconds(1), Duration.ZERO),
        new Retry(3, Duration.ofMillis(1), 2, 0.5),
        new CircuitBreaker(100, 50, Duration.ofSeconds(1)));
  }

  KrakenGateway gateway() {
    return gateway(settings());
  }

  static KrakenGateway gateway(ExchangeSettings settings) {
    return new KrakenGateway(settings, new GatewayContext(() -> NOW, new Random(7), NOW));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
