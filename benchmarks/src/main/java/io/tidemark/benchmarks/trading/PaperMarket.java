package io.tidemark.benchmarks.trading;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.topic.Topic;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The markets as the ingestor tells them: its list of instruments, and books and trades on Kafka.
 * Prices walk within 2 % of where they began.
 */
final class PaperMarket implements AutoCloseable {

  private static final int FIRST_CENTS = 500_000;
  private static final int STEP_CENTS = 500;
  private static final int FURTHEST_CENTS = FIRST_CENTS / 50;
  private static final int PAGE = 1_000;
  private static final long SEED = 5;
  private static final Quantity QUANTITY = Quantity.of("0.5");

  private final List<InstrumentId> instruments;
  private final int[] cents;
  private final Random random = new Random(SEED);
  private final HttpServer listings;
  private final KafkaProducer<String, byte[]> producer;
  private long told;

  /**
   * @param port where the ingestor would be
   */
  PaperMarket(String kafka, List<Symbol> symbols, int port) throws IOException {
    instruments = symbols.stream().map(symbol -> new InstrumentId("kraken", symbol)).toList();
    cents = new int[instruments.size()];
    Arrays.fill(cents, FIRST_CENTS);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka, ProducerConfig.LINGER_MS_CONFIG, 2),
            new StringSerializer(),
            new ByteArraySerializer());
    listings = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    listings.createContext(
        "/api/v1/instruments",
        exchange -> {
          byte[] answer =
              page(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    listings.start();
  }

  private String page(String query) {
    int number =
        query == null || !query.contains("page=")
            ? 0
            : Integer.parseInt(query.replaceAll(".*page=([0-9]+).*", "$1"));
    String items =
        instruments.stream()
            .skip((long) number * PAGE)
            .limit(PAGE)
            .map(
                instrument ->
                    """
                    {"exchange":"kraken","symbol":"%s","rules":{"tickSize":"0.01",
                     "quantityStep":"0.0001","minimumQuantity":"0.0001","minimumCost":"0.5",
                     "takerFeeRate":"0.0026","makerFeeRate":"0.0016"}}"""
                        .formatted(instrument.symbol()))
            .collect(Collectors.joining(","));
    return "{\"items\":[%s],\"page\":%d,\"size\":%d,\"total\":%d}"
        .formatted(items, number, PAGE, instruments.size());
  }

  /** The first book of each. */
  void open() {
    instruments.forEach(instrument -> quote(instrument, FIRST_CENTS));
    producer.flush();
  }

  private void quote(InstrumentId instrument, int cents) {
    Instant now = now();
    send(
        Topic.MARKET_BOOK,
        new OrderBook(
            instrument, List.of(level(cents - 100)), List.of(level(cents + 100)), now, now));
  }

  private static BookLevel level(int cents) {
    Quantity depth = Quantity.of("100");
    return new BookLevel(price(cents), depth, depth);
  }

  /**
   * Trades like {@link #trade}, each with the book that it leaves, so that orders can be filled.
   */
  void tradeAndQuote(double aSecond, Duration length) {
    atRate(
        aSecond,
        length,
        () -> {
          int market = tradeNext();
          quote(instruments.get(market), cents[market]);
        });
  }

  /** Trades of one market after the other, evenly, and returns when the time is over. */
  void trade(double aSecond, Duration length) {
    atRate(aSecond, length, this::tradeNext);
  }

  private static void atRate(double aSecond, Duration length, Runnable next) {
    long begin = System.nanoTime();
    long count = Math.round(aSecond * length.toMillis() / 1000);
    for (long i = 0; i < count; i++) {
      long due = begin + Math.round(i * 1e9 / aSecond);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      next.run();
    }
  }

  private int tradeNext() {
    int market = (int) (told % instruments.size());
    int at = cents[market] + random.nextInt(-STEP_CENTS, STEP_CENTS + 1);
    cents[market] = Math.clamp(at, FIRST_CENTS - FURTHEST_CENTS, FIRST_CENTS + FURTHEST_CENTS);
    Instant now = now();
    send(
        Topic.MARKET_TRADE,
        new MarketTrade(
            instruments.get(market),
            Long.toString(told),
            price(cents[market]),
            QUANTITY,
            told % 2 == 0 ? Side.BUY : Side.SELL,
            now,
            now));
    told++;
    return market;
  }

  private void send(Topic topic, Event event) {
    var _ =
        producer.send(
            new ProducerRecord<>(topic.topicName(), event.key(), EventCodec.encode(event)));
  }

  private static Price price(int cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    producer.close();
    listings.stop(0);
  }

  /** So many markets. */
  static List<Symbol> symbols(int count) {
    List<Symbol> symbols = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      symbols.add(new Symbol("M" + i, "USD"));
    }
    return symbols;
  }
}
