package io.tidemark.benchmarks.scan;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.benchmarks.venue.Backlog;
import io.tidemark.benchmarks.venue.Delays;
import io.tidemark.benchmarks.venue.TopicReader;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Three scanners in processes of their own share many markets and twelve strategies, while every
 * market closes a bar at once: through Kafka, and their tables. In the second half one more scanner
 * is started and stopped again, and one of the three is killed and started again. Measures how long
 * after the broker took a bar it took the decisions on it, and compares all decisions with those of
 * a scan in this JVM that nothing disturbs. Arguments: symbols, minutes measured, seconds a minute.
 */
public final class ScannerBenchmark {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final long SEED = 3;
  private static final int SCANNERS = 3;
  private static final int WARM_MINUTES = 250;
  private static final String RUN = "benchmark";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final List<String> STRATEGIES =
      List.of(
          "Trend",
          "MeanReversion",
          "Momentum",
          "Breakout",
          "Reversal",
          "Keltner",
          "SmaCrossover",
          "RsiMeanReversion",
          "MomentumStrategy",
          "MultiTimeframeConfirmation",
          "TrueVwapMeanReversion",
          "Confluence");

  private final SyntheticCloses markets;
  private final Path directory;
  private final int minutes;
  private final Duration minute;
  private volatile Instant now = START;

  private ScannerBenchmark(int symbols, int minutes, Duration minute, Path directory) {
    this.markets = new SyntheticCloses(symbols, START, SEED);
    this.minutes = minutes;
    this.minute = minute;
    this.directory = directory;
  }

  /** Runs it. Exit code 1: a decision is missing, doubled or another; 2: wrong arguments. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: benchmarks/scanners SYMBOLS MINUTES SECONDS_A_MINUTE");
      System.exit(2);
    }
    ScannerBenchmark benchmark =
        new ScannerBenchmark(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Duration.ofSeconds(Long.parseLong(arguments[2])),
            Files.createTempDirectory("tidemark-scanners"));
    System.exit(benchmark.run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    configure();
    HttpServer clock = clock();
    List<Integer> ports = Ports.free(3);
    try (EmbeddedServers servers = servers(ports)) {
      String kafka = servers.kafka().bootstrapServers();
      Topics.create(KafkaConnection.plain(kafka), TopicCopies.OF_THE_BROKERS);
      try (KafkaProducer<String, byte[]> producer = producer(kafka);
          ScannerFleet fleet =
              new ScannerFleet(settings(servers, clock), Ports.free(SCANNERS + 1), directory)) {
        Undisturbed undisturbed = new Undisturbed(strategies(), markets.instruments());
        for (int i = 0; i < WARM_MINUTES; i++) {
          List<BarsClosed> closes = markets.next();
          undisturbed.warm(closes);
          send(producer, closes);
        }
        for (int i = 0; i < SCANNERS; i++) {
          fleet.start(i);
        }
        fleet.awaitReady();
        awaitCaughtUp(kafka);
        System.out.printf(
            "  %d markets, %d strategies, %d scanners; %d minutes of history are read%n",
            markets.instruments().size(), STRATEGIES.size(), SCANNERS, WARM_MINUTES);
        try (TopicReader reader =
            new TopicReader(kafka, List.of(Topic.MARKET_BAR, Topic.STRATEGY_DECISION))) {
          Map<String, String> expected = replay(producer, fleet, undisturbed);
          awaitCaughtUp(kafka);
          return report(reader, expected);
        }
      }
    } finally {
      clock.stop(0);
    }
  }

  /** Minute by minute; the second half is disturbed. What is to be decided, by market and close. */
  private Map<String, String> replay(
      KafkaProducer<String, byte[]> producer, ScannerFleet fleet, Undisturbed undisturbed)
      throws IOException, InterruptedException {
    List<List<BarsClosed>> told = new ArrayList<>();
    Duration before = fleet.cpu();
    long begin = System.nanoTime();
    for (int i = 0; i < minutes; i++) {
      List<BarsClosed> closes = markets.next();
      long due = begin + i * minute.toNanos();
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      send(producer, closes);
      if (i == minutes / 2 - 1) {
        System.out.printf(
            "  the scanners used %.2f s of processor time a minute%n",
            fleet.cpu().minus(before).toMillis() / 1e3 / (minutes / 2.0));
      }
      disturb(i - minutes / 2, fleet);
      told.add(closes);
    }
    Map<String, String> expected = new HashMap<>();
    told.forEach(closes -> undisturbed.decide(closes, expected));
    return expected;
  }

  private static void disturb(int minute, ScannerFleet fleet)
      throws IOException, InterruptedException {
    switch (minute) {
      case 1 -> fleet.start(SCANNERS);
      case 6 -> fleet.stop(SCANNERS);
      case 9 -> fleet.kill(1);
      case 11 -> fleet.start(1);
      default -> {
        // Nothing in this minute.
      }
    }
  }

  private boolean report(TopicReader reader, Map<String, String> expected) {
    Map<String, Long> told = new HashMap<>();
    Map<String, Long> decided = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    int[] doubled = {0};
    reader.readAll(
        message -> {
          switch (EventCodec.decode(message.value())) {
            case BarsClosed bars -> told.put(subject(bars), message.timestamp());
            case ScanDecided decision -> {
              String subject = subject(decision.instrument(), decision.closeTime());
              doubled[0] += decided.putIfAbsent(subject, message.timestamp()) == null ? 0 : 1;
              if (!digest(decision).equals(expected.get(subject))) {
                wrong.add(subject);
              }
            }
            default -> {
              // Neither is looked for.
            }
          }
        });
    Delays calm = new Delays();
    Delays disturbed = new Delays();
    Instant half = now.minus(Duration.ofMinutes(minutes - minutes / 2));
    told.forEach(
        (subject, at) -> {
          Long then = decided.get(subject);
          Instant close = Instant.parse(subject.substring(subject.indexOf('@') + 1));
          (close.isAfter(half) ? disturbed : calm)
              .add(then == null ? Delays.LONGEST_MILLIS : then - at);
        });
    System.out.printf("%d bars, %d to be decided on%n", told.size(), expected.size());
    tell("nothing disturbed", calm);
    tell("a scanner more, one less, one killed", disturbed);
    expected.keySet().removeAll(decided.keySet());
    System.out.printf(
        "  decisions missing %d, told twice %d, other than undisturbed %d%n",
        expected.size(), doubled[0], wrong.size());
    return expected.isEmpty() && doubled[0] == 0 && wrong.isEmpty();
  }

  private static void tell(String what, Delays delays) {
    System.out.printf(
        "  bar to decision, %s: p50 %d ms, p99 %d ms, p99.9 %d ms, most %d ms%n",
        what, delays.millis(0.5), delays.millis(0.99), delays.millis(0.999), delays.millis(1));
  }

  private static String subject(BarsClosed bars) {
    return subject(bars.instrument(), bars.closeTime());
  }

  private static String subject(InstrumentId instrument, Instant closeTime) {
    return instrument + "@" + closeTime;
  }

  /** Of all but when it was decided. */
  private static String digest(ScanDecided decided) {
    return Ids.sha256(
        new String(
            EventCodec.encode(
                new ScanDecided(
                    decided.instrument(),
                    decided.run(),
                    decided.closeTime(),
                    decided.decisions(),
                    decided.closeTime())),
            StandardCharsets.UTF_8));
  }

  /** The same scan, in this JVM. */
  private static final class Undisturbed {

    private final Map<InstrumentId, ScanStage> stages = new HashMap<>();

    Undisturbed(Collection<StrategyDefinition> strategies, List<InstrumentId> instruments) {
      instruments.forEach(one -> stages.put(one, new ScanStage(RUN, one, List.copyOf(strategies))));
    }

    void warm(List<BarsClosed> closes) {
      closes.forEach(close -> stage(close).step(close, close.observedAt()));
    }

    void decide(List<BarsClosed> closes, Map<String, String> expected) {
      for (BarsClosed close : closes) {
        if (stage(close).step(ScanInput.of(close, close.closeTime())) instanceof Decided decided) {
          expected.put(subject(close), digest(decided.decided()));
        }
      }
    }

    private ScanStage stage(BarsClosed close) {
      return Objects.requireNonNull(stages.get(close.instrument()));
    }
  }

  private void send(KafkaProducer<String, byte[]> producer, List<BarsClosed> closes) {
    now = closes.getFirst().closeTime();
    for (BarsClosed close : closes) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topic.MARKET_BAR.topicName(), close.key(), EventCodec.encode(close)));
    }
    producer.flush();
  }

  private static void awaitCaughtUp(String kafka) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Backlog backlog =
        new Backlog(kafka, TidemarkService.SCANNER.serviceName(), Topic.MARKET_BAR)) {
      while (backlog.messages() > 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "the scanners are %d bars behind".formatted(backlog.messages()));
        }
        Thread.sleep(500);
      }
    }
  }

  private HttpServer clock() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"venueTime\": \"%s\", \"speed\": 1, \"running\": false}"
                  .formatted(now)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private EmbeddedServers servers(List<Integer> ports) {
    return EmbeddedServers.start(
        new KafkaSettings(
            directory.resolve("kafka"), ports.get(0), ports.get(1), directory.resolve("kafka.log")),
        new DatabaseSettings(
            directory.resolve("postgres"),
            directory.resolve("postgres-binaries"),
            ports.get(2),
            "tidemark",
            directory.resolve("postgres.log")));
  }

  private Map<String, String> settings(EmbeddedServers servers, HttpServer clock) {
    return Map.of(
        "tidemark.config", directory.resolve("tidemark.yaml").toString(),
        "tidemark.run", RUN,
        "tidemark.clock", "http://127.0.0.1:%d/".formatted(clock.getAddress().getPort()),
        "tidemark.kafka.bootstrap-servers", servers.kafka().bootstrapServers(),
        "spring.datasource.url", servers.database().jdbcUrl(),
        "spring.datasource.username", servers.database().username(),
        "spring.datasource.password", servers.database().password());
  }

  private static KafkaProducer<String, byte[]> producer(String kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka, "linger.ms", 2),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private void configure() throws IOException {
    String symbols =
        markets.instruments().stream()
            .map(one -> one.symbol().toString())
            .collect(Collectors.joining(", "));
    Files.writeString(
        directory.resolve("tidemark.yaml"),
        "exchange: {name: kraken}\nsymbols: [%s]\n".formatted(symbols));
    Path folder = Files.createDirectories(directory.resolve("strategies"));
    for (String strategy : STRATEGIES) {
      Files.writeString(
          folder.resolve(strategy + ".yaml"),
          """
          strategy: {id: %s, class: %s}
          market: {exchange: kraken, symbols: [%s], primary_timeframe: 1m, timeframes: [5m]}
          """
              .formatted(strategy.toLowerCase(Locale.ROOT), strategy, symbols));
    }
  }

  private Collection<StrategyDefinition> strategies() throws IOException {
    return ConfigurationSource.of(directory.resolve("tidemark.yaml"))
        .load()
        .strategies()
        .byId()
        .values();
  }
}
