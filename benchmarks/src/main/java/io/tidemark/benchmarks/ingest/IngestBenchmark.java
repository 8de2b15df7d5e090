package io.tidemark.benchmarks.ingest;

import io.tidemark.benchmarks.venue.Delays;
import io.tidemark.benchmarks.venue.Load;
import io.tidemark.benchmarks.venue.VenueProcess;
import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import io.tidemark.ingestor.IngestorApplication;
import io.tidemark.ingestor.feed.MarketStream;
import io.tidemark.ingestor.feed.StreamStatus;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Symbol;
import io.tidemark.model.topic.Topic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Streams made-up markets from the simulator through the ingestor to Kafka and Postgres, all real
 * and on this machine, and prints the rate, the delay from the venue's time stamp to the broker,
 * and whether the feed kept up. Arguments: symbols, messages a second of each, seconds.
 */
public final class IngestBenchmark {

  private static final Duration JOINING = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final int REQUESTS_A_SECOND = 100;
  private static final int OFFSET_READINGS = 200;

  private IngestBenchmark() {}

  /** Runs it. Exit code 2: wrong arguments. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: benchmarks/ingest SYMBOLS MESSAGES_A_SECOND SECONDS");
      System.exit(2);
    }
    Duration measured = Duration.ofSeconds(Long.parseLong(arguments[2]));
    Load load =
        new Load(
            Integer.parseInt(arguments[0]),
            Double.parseDouble(arguments[1]),
            JOINING.plus(WARM_UP).plus(measured).plusSeconds(30));
    Path directory = Files.createTempDirectory("tidemark-ingest");
    run(load, measured, directory);
    System.exit(0);
  }

  private static void run(Load load, Duration measured, Path directory) throws Exception {
    Map<Symbol, Path> markets = load.write(directory.resolve("markets"));
    List<Integer> ports = Ports.free(4);
    try (EmbeddedServers servers = servers(directory, ports);
        VenueProcess venue = VenueProcess.start(markets, ports.get(3));
        ConfigurableApplicationContext ingestor = ingestor(directory, markets, servers, venue);
        Arrivals arrivals = arrivals(servers)) {
      venue.run();
      awaitJoined(ingestor.getBean(MarketStream.class));
      Thread.sleep(WARM_UP);
      Duration offset = offset(venue);
      Duration venueCpu = venue.cpu();
      Duration ownCpu = ownCpu();
      arrivals.measure(offset);
      Thread.sleep(measured);
      report(load, measured, arrivals, offset(venue).minus(offset));
      System.out.printf(
          "  cores: simulator %.2f, ingestor and reader %.2f%n",
          cores(venue.cpu().minus(venueCpu), measured), cores(ownCpu().minus(ownCpu), measured));
      System.out.println("  ingestor running: " + ingestor.isRunning());
    }
  }

  /** Until what came before the stream has been fetched of every market. */
  private static void awaitJoined(MarketStream stream) throws InterruptedException {
    Instant begin = Instant.now();
    while (!stream.statuses().stream().allMatch(StreamStatus::joined)) {
      if (Instant.now().isAfter(begin.plus(JOINING))) {
        throw new IllegalStateException("not all markets are live after " + JOINING);
      }
      Thread.sleep(100);
    }
    System.out.printf(
        "  all markets live after %d ms%n", Duration.between(begin, Instant.now()).toMillis());
  }

  private static EmbeddedServers servers(Path directory, List<Integer> ports) {
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

  private static Arrivals arrivals(EmbeddedServers servers) throws Exception {
    String kafka = servers.kafka().bootstrapServers();
    Topics.create(KafkaConnection.plain(kafka), TopicCopies.OF_THE_BROKERS);
    return new Arrivals(kafka);
  }

  private static ConfigurableApplicationContext ingestor(
      Path directory, Map<Symbol, Path> markets, EmbeddedServers servers, VenueProcess venue)
      throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(
        configuration,
        "exchange:\n  name: kraken\nsymbols: [%s]\n"
            .formatted(
                markets.keySet().stream().map(Symbol::toString).collect(Collectors.joining(", "))));
    String address = venue.address().getAuthority();
    return ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
        .run(
            "--server.port=0",
            "--tidemark.config=" + configuration,
            "--tidemark.ingestor.requests-per-second=" + REQUESTS_A_SECOND,
            "--tidemark.clock=http://" + address + "/sim/v1/clock",
            "--tidemark.exchange.rest-url=http://" + address,
            "--tidemark.exchange.websocket-url=ws://" + address,
            "--tidemark.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
            "--spring.datasource.url=" + servers.database().jdbcUrl(),
            "--spring.datasource.username=" + servers.database().username(),
            "--spring.datasource.password=" + servers.database().password());
  }

  private static Duration offset(VenueProcess venue) throws IOException, InterruptedException {
    Duration smallest = venue.offset();
    for (int i = 1; i < OFFSET_READINGS; i++) {
      Duration reading = venue.offset();
      smallest = reading.compareTo(smallest) < 0 ? reading : smallest;
    }
    return smallest;
  }

  private static void report(Load load, Duration measured, Arrivals arrivals, Duration drift) {
    double seconds = measured.toMillis() / 1000.0;
    double trades = arrivals.count(Topic.MARKET_TRADE) / seconds;
    double tickers = arrivals.count(Topic.MARKET_TICKER) / seconds;
    double books = arrivals.count(Topic.MARKET_BOOK) / seconds;
    System.out.printf(
        "%d symbols, %.0f messages/s of each asked for, %d s measured%n",
        load.symbols(), load.messagesPerSecond(), measured.toSeconds());
    System.out.printf("  from the venue: about %.0f messages/s (three a trade)%n", 3 * trades);
    System.out.printf(
        "  to Kafka: %.0f trades/s, %.0f tickers/s, %.0f books/s, %d bar messages%n",
        trades, tickers, books, arrivals.count(Topic.MARKET_BAR));
    tell("trades", arrivals.delays(Topic.MARKET_TRADE));
    tell("books, one in 20 ms at most", arrivals.delays(Topic.MARKET_BOOK));
    System.out.printf(
        "  the venue's clock was held back for %d ms by clients that lagged%n", drift.toMillis());
  }

  private static void tell(String what, Delays delays) {
    System.out.printf(
        "  venue time stamp to broker, %s: p50 %d ms, p99 %d ms, p99.9 %d ms, most %d ms%n",
        what, delays.millis(0.5), delays.millis(0.99), delays.millis(0.999), delays.millis(1));
  }

  private static Duration ownCpu() {
    return Duration.ofNanos(
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime());
  }

  private static double cores(Duration cpu, Duration measured) {
    return (double) cpu.toNanos() / measured.toNanos();
  }
}
