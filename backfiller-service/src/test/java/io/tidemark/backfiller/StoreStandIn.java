package io.tidemark.backfiller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.core.history.Span;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps bars in memory and speaks the ingestor's REST as far as this service uses it. */
public final class StoreStandIn implements AutoCloseable {

  private final Map<CandleSeries, NavigableMap<Instant, Bar>> series = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final Set<Instant> refused = ConcurrentHashMap.newKeySet();
  private final AtomicInteger quarantined = new AtomicInteger();
  private volatile boolean away;

  public StoreStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/api/v1/candles/coverage", exchange -> answer(exchange, coverage(exchange)));
    server.createContext("/api/v1/candles", this::candles);
    server.createContext("/api/v1/quarantine", this::quarantine);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** While true, every request fails as if the database were away. */
  public void setAway(boolean isAway) {
    away = isAway;
  }

  public NavigableMap<Instant, Bar> bars(InstrumentId instrument, Timeframe timeframe) {
    return series.computeIfAbsent(
        new CandleSeries(instrument, timeframe), each -> new ConcurrentSkipListMap<>());
  }

  public void put(InstrumentId instrument, Bar bar) {
    bars(instrument, bar.timeframe()).put(bar.openTime(), bar);
  }

  /** Takes no bar that opens then, as if it were impossible. */
  public void refuse(Instant open) {
    refused.add(open);
  }

  /** Takes all bars again. */
  public void refuseNone() {
    refused.clear();
  }

  /** Rows that were handed over as impossible. */
  public int quarantined() {
    return quarantined.get();
  }

  private void quarantine(HttpExchange exchange) throws IOException {
    quarantined.addAndGet(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()).size());
    answer(exchange, new byte[0]);
  }

  private void candles(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange);
    CandleSeries asked = series(query);
    if (exchange.getRequestMethod().equals("POST")) {
      answer(exchange, store(exchange, asked));
      return;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    PackedCandles.write(packed, asked, within(asked, span(query)).values().iterator());
    answer(exchange, packed.toByteArray());
  }

  private byte[] store(HttpExchange exchange, CandleSeries asked) throws IOException {
    List<Bar> received = new ArrayList<>();
    PackedCandles.read(exchange.getRequestBody(), received::add);
    int inserted = 0;
    int amended = 0;
    int bad = 0;
    for (Bar bar : away ? List.<Bar>of() : received) {
      if (refused.contains(bar.openTime())) {
        bad++;
        continue;
      }
      Bar before = bars(asked.instrument(), asked.timeframe()).get(bar.openTime());
      if (before == null) {
        put(asked.instrument(), bar);
        inserted++;
      } else if (before.completeness() == Completeness.PARTIAL
          && bar.completeness() != Completeness.PARTIAL) {
        put(asked.instrument(), corrected(bar, before.revision() + 1));
        amended++;
      }
    }
    return Json.mapper()
        .writeValueAsBytes(
            Map.of(
                "received",
                received.size(),
                "inserted",
                inserted,
                "amended",
                amended,
                "unchanged",
                received.size() - inserted - amended - bad,
                "quarantined",
                bad));
  }

  private static Bar corrected(Bar bar, int revision) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        Completeness.CORRECTED,
        bar.source(),
        revision);
  }

  private byte[] coverage(HttpExchange exchange) {
    Map<String, String> query = query(exchange);
    InstrumentId instrument = InstrumentId.of(value(query, "exchange"), value(query, "symbol"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.values()) {
      NavigableMap<Instant, Bar> stored = bars(instrument, timeframe);
      boolean asked = timeframe.code().equals(query.get("timeframe"));
      if (asked || (!query.containsKey("timeframe") && !stored.isEmpty())) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("timeframe", timeframe.code());
        if (!stored.isEmpty()) {
          row.put("first", stored.firstKey());
          row.put("last", stored.lastKey());
        }
        if (asked) {
          List<Span> missing = missing(timeframe, stored, span(query));
          row.put("missing", missing);
          row.put("missingSpans", missing.size());
        }
        rows.add(row);
      }
    }
    return Json.mapper().writeValueAsBytes(rows);
  }

  private static List<Span> missing(
      Timeframe timeframe, NavigableMap<Instant, Bar> stored, Span span) {
    List<Span> missing = new ArrayList<>();
    for (Instant open = span.from(); open.isBefore(span.to()); open = timeframe.closeOf(open)) {
      if (!stored.containsKey(open)) {
        missing.add(new Span(open, timeframe.closeOf(open)));
      }
    }
    return Span.union(missing, Duration.ZERO);
  }

  private NavigableMap<Instant, Bar> within(CandleSeries asked, Span span) {
    return bars(asked.instrument(), asked.timeframe()).subMap(span.from(), true, span.to(), false);
  }

  private static CandleSeries series(Map<String, String> query) {
    return new CandleSeries(
        InstrumentId.of(value(query, "exchange"), value(query, "symbol")),
        Timeframe.parse(value(query, "timeframe")));
  }

  private static Span span(Map<String, String> query) {
    return new Span(Instant.parse(value(query, "from")), Instant.parse(value(query, "to")));
  }

  private static String value(Map<String, String> query, String name) {
    return Objects.requireNonNull(query.get(name), name);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return query;
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(away ? 503 : 200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
