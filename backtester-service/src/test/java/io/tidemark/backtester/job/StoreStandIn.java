package io.tidemark.backtester.job;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Twenty days of hours of BTC/USD on kraken, a seeded price that swings and wanders, told as the
 * ingestor tells them.
 */
final class StoreStandIn implements AutoCloseable {

  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  static final String END = "2024-01-21T00:00:00Z";
  static final int HOURS = 20 * 24;

  private final CandleSeries series =
      new CandleSeries(InstrumentId.of("kraken", "BTC/USD"), Timeframe.H1);
  private final NavigableMap<Instant, Bar> bars = new ConcurrentSkipListMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile boolean away;

  StoreStandIn() throws IOException {
    Random random = new Random(11);
    long last = 100_000;
    for (int i = 0; i < HOURS; i++) {
      double swing = 4_000 * StrictMath.sin(i / 9.0);
      long next = Math.round(100_000 + swing + random.nextInt(2_001) - 1_000);
      Instant open = START.plusSeconds(3_600L * i);
      bars.put(open, bar(open, last, next));
      last = next;
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/candles", this::candles);
    server.start();
  }

  private static Bar bar(Instant open, long first, long last) {
    return new Bar(
        Timeframe.H1,
        open,
        price(first),
        price(Math.max(first, last) + 150),
        price(Math.min(first, last) - 150),
        price(last),
        Quantity.of("5"),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  private static Price price(long cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Another last bar than was told before. */
  void correct() {
    Instant last = bars.lastKey();
    bars.put(last, bar(last, 100_000, 101_000));
  }

  /** Keeps everybody waiting who asks from now on, until {@link #release}. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void release() {
    held.countDown();
  }

  /** While true, it answers as if its database were away. */
  void setAway(boolean isAway) {
    away = isAway;
  }

  /** How often bars were asked for. */
  int asked() {
    return asked.get();
  }

  private void candles(HttpExchange exchange) throws IOException {
    Map<String, String> query = new TreeMap<>();
    Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    asked.incrementAndGet();
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Instant from = Instant.parse(query.getOrDefault("from", START.toString()));
    Instant to = Instant.parse(query.getOrDefault("to", "2100-01-01T00:00:00Z"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    PackedCandles.write(packed, series, bars.subMap(from, to).values().iterator());
    byte[] answer =
        away
            ? "{\"detail\": \"the database does not answer\"}".getBytes(StandardCharsets.UTF_8)
            : packed.toByteArray();
    exchange.sendResponseHeaders(away ? 503 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
