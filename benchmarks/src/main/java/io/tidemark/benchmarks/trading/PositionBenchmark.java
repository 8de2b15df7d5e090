package io.tidemark.benchmarks.trading;

import io.tidemark.benchmarks.venue.Backlog;
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
import io.tidemark.model.topic.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a paper position in each of many markets, by signals, and then has these markets trade,
 * each trade in another one: through Kafka, the position and the execution service and their
 * tables. Tells each second how many trades wait. It is behind if more than a second's trades wait
 * at the end. Arguments: positions, trades a second, seconds.
 */
public final class PositionBenchmark {

  private static final Duration STARTING = Duration.ofSeconds(120);
  private static final Duration OPENING = Duration.ofMinutes(5);
  private static final double SIGNALS_A_SECOND = 50;

  /** While positions are opened. */
  private static final double FIRST_TRADES_A_SECOND = 500;

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The consumer groups whose backlogs count. */
  private static final String POSITIONS = TidemarkService.POSITION.serviceName();

  private static final String PAPER_VENUE = TidemarkService.EXECUTION.serviceName() + "-market";

  private static final int PORT_OFFSET = 20_000;
  private static final String STRATEGY = "benchmark";

  private PositionBenchmark() {}

  /** Runs it. Exit code 1: it fell behind; 2: wrong arguments. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: benchmarks/positions POSITIONS TRADES_A_SECOND SECONDS");
      System.exit(2);
    }
    int positions = Integer.parseInt(arguments[0]);
    double rate = Double.parseDouble(arguments[1]);
    Duration measured = Duration.ofSeconds(Long.parseLong(arguments[2]));
    boolean kept = run(positions, rate, measured, Files.createTempDirectory("tidemark-positions"));
    System.exit(kept ? 0 : 1);
  }

  private static boolean run(int positions, double rate, Duration measured, Path directory)
      throws Exception {
    List<Symbol> symbols = PaperMarket.symbols(positions);
    List<Integer> free = Ports.free(4);
    SuitePorts ports =
        new SuitePorts(free.get(0), free.get(1), free.get(2), free.get(3), PORT_OFFSET);
    try (EmbeddedServers servers = servers(directory, ports)) {
      String kafka = servers.kafka().bootstrapServers();
      Topics.create(KafkaConnection.plain(kafka), TopicCopies.OF_THE_BROKERS);
      configure(directory, symbols);
      try (PaperMarket market =
              new PaperMarket(
                  kafka, symbols, URI.create(ports.url(TidemarkService.INGESTOR)).getPort());
          InProcessServices services = services(directory, servers, ports)) {
        System.out.println("  services running: " + services.count());
        awaitHealth(ports);
        market.open();
        open(kafka, directory, symbols, market);
        awaitOpen(ports, positions, market);
        return measure(kafka, market, rate, measured);
      }
    }
  }

  /** Signals, while the markets trade. */
  private static void open(String kafka, Path directory, List<Symbol> symbols, PaperMarket market)
      throws InterruptedException {
    market.tradeAndQuote(
        FIRST_TRADES_A_SECOND,
        Duration.ofMillis(Math.round(symbols.size() * 1000 / FIRST_TRADES_A_SECOND)));
    Duration length = Duration.ofMillis(Math.round(symbols.size() * 1000 / SIGNALS_A_SECOND));
    try (SignalSender signals =
        new SignalSender(
            kafka,
            Objects.requireNonNull(
                ConfigurationSource.of(directory.resolve("tidemark.yaml"))
                    .load()
                    .strategies()
                    .byId()
                    .get(STRATEGY)),
            symbols,
            Duration.ZERO)) {
      Thread sender = Thread.ofPlatform().start(() -> signals.send(SIGNALS_A_SECOND, length));
      market.tradeAndQuote(FIRST_TRADES_A_SECOND, length);
      sender.join();
    }
  }

  private static void awaitOpen(SuitePorts ports, int positions, PaperMarket market)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(OPENING);
    long open = opened(ports);
    while (open < positions) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "only %d of %d positions are open".formatted(open, positions));
      }
      market.tradeAndQuote(FIRST_TRADES_A_SECOND, Duration.ofSeconds(2));
      open = opened(ports);
    }
    System.out.printf("  %d paper positions are open%n", open);
  }

  private static long opened(SuitePorts ports) throws IOException, InterruptedException {
    String url = ports.url(TidemarkService.POSITION) + "/api/v1/positions?status=OPEN&size=1";
    return new JsonMapper().readTree(get(url)).path("total").asLong(0);
  }

  private static boolean measure(String kafka, PaperMarket market, double rate, Duration measured)
      throws InterruptedException {
    try (Backlog positions = new Backlog(kafka, POSITIONS, Topic.MARKET_TRADE);
        Backlog execution = new Backlog(kafka, PAPER_VENUE, Topic.MARKET_TRADE)) {
      Thread sender = Thread.ofPlatform().start(() -> market.trade(rate, measured));
      List<Long> waiting = new ArrayList<>();
      List<Long> waitingForPaper = new ArrayList<>();
      while (sender.isAlive()) {
        waiting.add(positions.messages());
        waitingForPaper.add(execution.messages());
        Thread.sleep(LOOK);
      }
      sender.join();
      long left = positions.messages();
      long leftForPaper = execution.messages();
      System.out.printf("%.0f trades/s for %d s%n", rate, measured.toSeconds());
      tell("position service", waiting, left, rate);
      tell("paper venue", waitingForPaper, leftForPaper, rate);
      return left <= rate && leftForPaper <= rate;
    }
  }

  private static void tell(String who, List<Long> waiting, long left, double rate) {
    List<Long> sorted = waiting.stream().sorted().toList();
    System.out.printf(
        "  %s: trades that wait p50 %d, most %d, at the end %d (%.0f ms)%n",
        who, sorted.get(sorted.size() / 2), sorted.getLast(), left, 1000 * left / rate);
  }

  private static EmbeddedServers servers(Path directory, SuitePorts ports) {
    return EmbeddedServers.start(
        new KafkaSettings(
            directory.resolve("kafka"),
            ports.kafka(),
            ports.kafkaController(),
            directory.resolve("kafka.log")),
        new DatabaseSettings(
            directory.resolve("postgres"),
            directory.resolve("postgres-binaries"),
            ports.postgres(),
            "tidemark",
            directory.resolve("postgres.log")));
  }

  private static void configure(Path directory, List<Symbol> symbols) throws IOException {
    String names = symbols.stream().map(Symbol::toString).collect(Collectors.joining(", "));
    Files.writeString(
        directory.resolve("tidemark.yaml"),
        """
        exchange: {name: kraken}
        symbols: [%s]
        portfolio: {initial_cash: 10000000}
        risk: {max_open_positions: %d}
        """
            .formatted(names, symbols.size()));
    Files.createDirectories(directory.resolve("strategies"));
    Files.writeString(
        directory.resolve("strategies").resolve(STRATEGY + ".yaml"),
        """
        strategy: {id: %s}
        market: {exchange: kraken, symbols: [%s], primary_timeframe: 1m}
        entry: {long: ["close > close[1]"]}
        risk: {position_size_usd: 50}
        exits:
          stop_loss_pct: 8
          take_profit_levels: [{target_pct: 6, close_pct: 0.5}, {target_pct: 12, close_pct: 0.5}]
          trailing_stop: {activation_pct: 1, offset_pct: 7}
        """
            .formatted(STRATEGY, names));
  }

  private static InProcessServices services(
      Path directory, EmbeddedServers servers, SuitePorts ports) {
    Map<String, String> properties = new HashMap<>();
    properties.put("tidemark.config", directory.resolve("tidemark.yaml").toString());
    properties.put("tidemark.mode", "paper");
    properties.put("tidemark.run", SignalSender.RUN);
    properties.put("tidemark.account", SignalSender.RUN);
    properties.put("tidemark.kafka.bootstrap-servers", servers.kafka().bootstrapServers());
    properties.put("spring.datasource.url", servers.database().jdbcUrl());
    properties.put("spring.datasource.username", servers.database().username());
    properties.put("spring.datasource.password", servers.database().password());
    return InProcessServices.start(
        List.of(TidemarkService.EXECUTION, TidemarkService.POSITION),
        new ServiceSettings(properties),
        ports,
        service -> System.out.println("  started " + service.serviceName()));
  }

  private static void awaitHealth(SuitePorts ports) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(STARTING);
    for (TidemarkService service : List.of(TidemarkService.EXECUTION, TidemarkService.POSITION)) {
      while (!get(ports.url(service) + "/actuator/health/readiness").contains("\"UP\"")) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(service.serviceName() + " does not become ready");
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
