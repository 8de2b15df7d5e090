package io.tidemark.ml.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A server on loopback that answers as the ingestor does, with minutes of some symbols. */
final class StoredMinutes implements AutoCloseable {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private final HttpServer server;
  private final Map<String, List<Bar>> bars = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** With none of any symbol. */
  StoredMinutes() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/candles", this::answer);
    server.start();
  }

  /**
   * With minutes of BTC/USD up to some time ago.
   *
   * @param bars minutes that follow each other
   * @param age of the last one's close
   */
  StoredMinutes(List<Bar> bars, Duration age) throws IOException {
    this();
    store(BTC.symbol(), endingAt(bars, Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(age)));
  }

  /** With minutes of a symbol as they are. */
  void store(Symbol symbol, List<Bar> minutes) {
    bars.put(symbol.toString(), List.copyOf(minutes));
  }

  private List<Bar> of(String symbol) {
    return bars.getOrDefault(symbol, List.of());
  }

  /** The symbols that were asked for, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .map(part -> part.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    asked.add(query.get("symbol"));
    byte[] answer =
        packed(
            InstrumentId.of(query.getOrDefault("exchange", ""), query.getOrDefault("symbol", "")),
            Instant.parse(query.get("from")),
            Instant.parse(query.get("to")));
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** Minutes that end at an instant. */
  static List<Bar> endingAt(List<Bar> bars, Instant end) {
    Duration shift = Duration.between(bars.getLast().closeTime(), end);
    return bars.stream().map(bar -> with(bar, shift, BigDecimal.ONE)).toList();
  }

  private static Bar with(Bar bar, Duration shift, BigDecimal factor) {
    return new Bar(
        Timeframe.M1,
        bar.openTime().plus(shift),
        times(bar.open(), factor),
        times(bar.high(), factor),
        times(bar.low(), factor),
        times(bar.close(), factor),
        bar.volume(),
        null,
        null,
        null,
        null,
        null,
        bar.completeness(),
        bar.source(),
        bar.revision());
  }

  private static Price times(Price price, BigDecimal factor) {
    return new Price(price.value().multiply(factor, MathContext.DECIMAL64));
  }

  private byte[] packed(InstrumentId instrument, Instant from, Instant to) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedCandles.write(
        out,
        new CandleSeries(instrument, Timeframe.M1),
        of(instrument.symbol().toString()).stream()
            .filter(bar -> !bar.openTime().isBefore(from) && bar.openTime().isBefore(to))
            .iterator());
    return out.toByteArray();
  }

  /** Each second minute from the end on for as many more is at another price by a percentage. */
  void goOnWildly(int minutes, int percent) {
    List<Bar> more = new ArrayList<>(of(BTC.symbol().toString()));
    Bar last = more.getLast();
    for (int i = 1; i <= minutes; i++) {
      BigDecimal factor = BigDecimal.valueOf(100L + (i % 2 == 0 ? 0 : percent)).movePointLeft(2);
      more.add(with(last, Duration.ofMinutes(i), factor));
    }
    store(BTC.symbol(), more);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
