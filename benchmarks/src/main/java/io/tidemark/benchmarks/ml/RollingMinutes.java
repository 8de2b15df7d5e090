package io.tidemark.benchmarks.ml;

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
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A server on loopback that answers as the ingestor does: any window of minutes, of which each
 * answer is a day further on than the one before.
 */
final class RollingMinutes implements AutoCloseable {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final int MINUTES_A_DAY = 1_440;

  /** Of the changes, as a share of the price. */
  private static final double DEVIATION = 0.0005;

  /** Of a change that is known from the one before, so that there is something to learn. */
  private static final double SHARE = 0.3;

  private final HttpServer server;
  private final double[] closes;
  private int day;

  /**
   * @param days of minutes there are
   */
  RollingMinutes(int days) throws IOException {
    Random random = new Random(1);
    closes = new double[days * MINUTES_A_DAY + 1];
    Arrays.setAll(closes, i -> 10_000);
    double change = 0;
    for (int i = 1; i < closes.length; i++) {
      change = SHARE * change + Math.sqrt(1 - SHARE * SHARE) * random.nextGaussian();
      closes[i] = closes[i - 1] * Math.exp(DEVIATION * change);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/candles",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            write(Instant.parse(value(query, "from")), Instant.parse(value(query, "to")), body);
          }
        });
    server.start();
  }

  private static String value(String query, String name) {
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private synchronized void write(Instant from, Instant to, OutputStream out) throws IOException {
    int first = day++ * MINUTES_A_DAY;
    int count = (int) ((to.getEpochSecond() - from.getEpochSecond()) / 60);
    PackedCandles.write(
        out,
        new CandleSeries(BTC, Timeframe.M1),
        IntStream.range(0, Math.min(count, closes.length - 1 - first))
            .mapToObj(i -> bar(from.plusSeconds(60L * i), first + i + 1))
            .iterator());
  }

  private Bar bar(Instant open, int at) {
    return new Bar(
        Timeframe.M1,
        open,
        price(closes[at - 1]),
        price(Math.max(closes[at - 1], closes[at])),
        price(Math.min(closes[at - 1], closes[at])),
        price(closes[at]),
        Quantity.of("1"),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  private static Price price(double value) {
    return new Price(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
