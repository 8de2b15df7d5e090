package io.tidemark.benchmarks.trading;

import io.tidemark.benchmarks.venue.Load;
import io.tidemark.benchmarks.venue.VenueProcess;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedServers;
import io.tidemark.embedded.KafkaSettings;
import io.tidemark.embedded.Ports;
import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.TopicCopies;
import io.tidemark.kit.messaging.Topics;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.InProcessServices;
import io.tidemark.launcher.suite.ServiceSettings;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Publishes signals as the scanner does, to open and close positions in many markets, and measures
 * how long after the broker took each in its order was in the venue's books and acknowledged on
 * Kafka. Simulator, ingestor, position and execution service, Kafka and Postgres are real and on
 * this machine. There are so many markets that each has some seconds between its signals: an entry
 * has surely ended before its exit is asked for, and the exit before the next entry, so that every
 * signal is to become an order. Arguments: signals a second, seconds.
 */
public final class OrderBenchmark {

  private static final int FEWEST_MARKETS = 50;
  private static final int SECONDS_BETWEEN_SIGNALS = 3;

  /** Of all markets; each trade is three of them. */
  private static final double VENUE_MESSAGES_A_SECOND = 150;

  /** Orders, and reads beside them, as a venue grants an account of a high tier. */
  private static final int VENUE_REQUESTS_A_SECOND = 1_000;

  private static final Duration STARTING = Duration.ofSeconds(90);

  /** First at a quarter of the rate, as code that was just loaded is slow, and then at the rate. */
  private static final List<Duration> WARM_UP =
      List.of(Duration.ofSeconds(60), Duration.ofSeconds(180));

  /** As much as Kafka's own start script gives a broker. */
  private static final int BROKER_HEAP_MEGABYTES = 1_024;

  private static final int PORT_OFFSET = 20_000;
  private static final String STRATEGY = "benchmark";

  private OrderBenchmark() {}

  /** Runs it. Exit code 1: too few signals became orders; 2: wrong arguments. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: benchmarks/orders SIGNALS_A_SECOND SECONDS");
      System.exit(2);
    }
    double rate = Double.parseDouble(arguments[0]);
    Duration measured = Duration.ofSeconds(Long.parseLong(arguments[1]));
    boolean followed = run(rate, measured, Files.createTempDirectory("tidemark-orders"));
    System.exit(followed ? 0 : 1);
  }

  private static boolean run(double rate, Duration measured, Path directory) throws Exception {
    Duration length = STARTING.plus(measured).plusSeconds(240);
    int count = Math.max(FEWEST_MARKETS, (int) Math.ceil(rate * SECONDS_BETWEEN_SIGNALS));
    Map<Symbol, Path> markets =
        new Load(count, VENUE_MESSAGES_A_SECOND / count, length)
            .write(directory.resolve("markets"));
    List<Integer> free = Ports.free(4);
    SuitePorts ports =
        new SuitePorts(free.get(0), free.get(1), free.get(2), free.get(3), PORT_OFFSET);
    try (EmbeddedServers servers = servers(directory, ports);
        VenueProcess venue = VenueProcess.start(markets, ports.simulator())) {
      venue.run();
      String kafka = servers.kafka().bootstrapServers();
      Topics.create(KafkaConnection.plain(kafka), TopicCopies.OF_THE_BROKERS);
      try (InProcessServices services = services(directory, markets, servers, venue, ports);
          OrderTrail trail = new OrderTrail(kafka);
          SignalSender signals =
              new SignalSender(kafka, strategy(directory), markets.keySet(), venue.offset())) {
        awaitTrading(ports);
        signals.send(rate / 4, WARM_UP.getFirst());
        signals.send(rate, WARM_UP.getLast());
        trail.measure();
        signals.send(rate, measured);
        System.out.println("  services running: " + services.count());
        return trail.report(rate, measured, venue);
      }
    }
  }

  private static EmbeddedServers servers(Path directory, SuitePorts ports) {
    return EmbeddedServers.start(
        new KafkaSettings(
            directory.resolve("kafka"),
            ports.kafka(),
            ports.kafkaController(),
            BROKER_HEAP_MEGABYTES,
            directory.resolve("kafka.log")),
        new DatabaseSettings(
            directory.resolve("postgres"),
            directory.resolve("postgres-binaries"),
            ports.postgres(),
            "tidemark",
            directory.resolve("postgres.log")));
  }

  private static InProcessServices services(
      Path directory,
      Map<Symbol, Path> markets,
      EmbeddedServers servers,
      VenueProcess venue,
      SuitePorts ports)
      throws IOException {
    String symbols =
        markets.keySet().stream().map(Symbol::toString).collect(Collectors.joining(", "));
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(
        configuration,
        "exchange: {name: kraken}\nsymbols: [%s]\nrisk: {max_open_positions: %d}\n"
            .formatted(symbols, markets.size()));
    Files.createDirectories(directory.resolve("strategies"));
    Files.writeString(
        directory.resolve("strategies").resolve(STRATEGY + ".yaml"),
        """
        strategy: {id: %s}
        market: {exchange: kraken, symbols: [%s], primary_timeframe: 1m}
        entry: {long: ["close > close[1]"]}
        risk: {position_size_usd: 50}
        """
            .formatted(STRATEGY, symbols));
    String address = venue.address().getAuthority();
    Map<String, String> properties = new HashMap<>();
    properties.put("tidemark.config", configuration.toString());
    properties.put("tidemark.mode", "sandbox");
    properties.put("tidemark.demo", "true");
    properties.put("tidemark.run", SignalSender.RUN);
    properties.put("tidemark.account", SignalSender.RUN);
    properties.put("tidemark.exchange.rest-url", "http://" + address);
    properties.put("tidemark.exchange.websocket-url", "ws://" + address);
    properties.put(
        "tidemark.execution.requests-per-second", Integer.toString(VENUE_REQUESTS_A_SECOND));
    properties.put("tidemark.clock", "http://" + address + "/sim/v1/clock");
    properties.put("KRAKEN_API_KEY", SimulatorSettings.DEMO_KEY.key());
    properties.put("KRAKEN_API_SECRET", SimulatorSettings.DEMO_KEY.secret());
    properties.put("tidemark.kafka.bootstrap-servers", servers.kafka().bootstrapServers());
    properties.put("spring.datasource.url", servers.database().jdbcUrl());
    properties.put("spring.datasource.username", servers.database().username());
    properties.put("spring.datasource.password", servers.database().password());
    return InProcessServices.start(
        List.of(TidemarkService.INGESTOR, TidemarkService.EXECUTION, TidemarkService.POSITION),
        new ServiceSettings(properties),
        ports,
        service -> System.out.println("  started " + service.serviceName()));
  }

  /** As the services read it. */
  private static StrategyDefinition strategy(Path directory) {
    return Objects.requireNonNull(
        ConfigurationSource.of(directory.resolve("tidemark.yaml"))
            .load()
            .strategies()
            .byId()
            .get(STRATEGY));
  }

  private static void awaitTrading(SuitePorts ports) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(STARTING);
    for (TidemarkService service : List.of(TidemarkService.EXECUTION, TidemarkService.POSITION)) {
      while (!get(ports.url(service) + "/actuator/health").contains("\"status\":\"UP\"")) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(service.serviceName() + " does not become healthy");
        }
        Thread.sleep(200);
      }
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).GET().build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
