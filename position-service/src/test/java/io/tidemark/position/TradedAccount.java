package io.tidemark.position;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A position service with its own database, run and account; and what the others would send it. */
final class TradedAccount extends AccountEvents implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final List<String> SYMBOLS =
      List.of(
          "BTC/USD",
          "ETH/USD",
          "SOL/USD",
          "LTC/USD",
          "XMR/USD",
          "ADA/USD",
          "DOT/USD",
          "ATOM/USD",
          "XRP/USD",
          "BCH/USD",
          "XLM/USD");
  private static final String API_KEY = "key";

  final Peers peers = new Peers();

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<UUID> opened = new HashSet<>();
  private final Path folder;
  private final String mode;
  private final String exits;
  private final String risk;
  private final String execution;
  private ConfigurableApplicationContext service;

  TradedAccount(Path folder, String mode) {
    this(folder, mode, "stop_loss_pct: 2, take_profit_pct: 4", "", "");
  }

  /**
   * @param exits of the strategy, as in its file
   * @param risk of the strategy beside its size, as in its file; empty for none
   */
  TradedAccount(Path folder, String mode, String exits, String risk) {
    this(folder, mode, exits, risk, "order_type: market");
  }

  /**
   * @param execution of the strategy, as in its file
   */
  TradedAccount(Path folder, String mode, String exits, String risk, String execution) {
    this(folder, mode, exits, risk, execution, "");
  }

  /** An account with further limits of its own: lines of its risk section, indented by two. */
  static TradedAccount limited(Path folder, String limits) {
    return new TradedAccount(
        folder,
        "sandbox",
        "stop_loss_pct: 2, take_profit_pct: 4",
        "",
        "order_type: market",
        limits);
  }

  private TradedAccount(
      Path folder,
      String mode,
      String exits,
      String risk,
      String execution,
      String limitsOfAccount) {
    super(TestInfrastructure.shared().newDatabase("positions"));
    this.execution = execution;
    this.folder = folder;
    this.mode = mode;
    this.exits = exits;
    this.risk = risk;
    write(
        "tidemark.yaml",
        "exchange:\n  name: kraken\nsymbols: ["
            + String.join(", ", SYMBOLS)
            + "]\n"
            + "risk:\n  max_open_positions: 8\n  max_position_size_pct: 50\n"
            + "  allow_short: true\n"
            + limitsOfAccount);
    decideBy(writeStrategy("1000"));
    peers.list(SYMBOLS);
    peers.hold(account, "50000.5");
    this.service = run();
  }

  /** Writes the strategy with another size of its positions, and gives its configuration's hash. */
  String writeStrategy(String positionSize) {
    write(
        "strategies/it.yaml",
        """
        strategy: {id: %s, class: rules}
        market: {exchange: kraken, symbols: [%s], primary_timeframe: 1m}
        entry: {long: ["close > 0"]}
        exits: {%s}
        risk: {position_size_usd: %s%s}
        execution: {%s}
        """
            .formatted(STRATEGY, String.join(", ", SYMBOLS), exits, positionSize, risk, execution));
    return StrategyLoader.load(folder.resolve("strategies/it.yaml")).configurationHash();
  }

  private void write(String file, String content) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConfigurableApplicationContext run(String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.api-key=" + API_KEY,
                "--tidemark.config=" + folder.resolve("tidemark.yaml"),
                "--tidemark.mode=" + mode,
                "--tidemark.run=" + account,
                "--tidemark.account=" + account,
                "--tidemark.services.ingestor=" + peers.url(),
                "--tidemark.services.execution=" + peers.url(),
                "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    arguments.addAll(List.of(further));
    return ServiceApplication.builder(TidemarkService.POSITION, PositionApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  /** What was answered to a command by events of their own. */
  List<ControlAcknowledged> answers(ControlCommand command) {
    try (TopicLog log =
        new TopicLog(KafkaConnection.plain(infrastructure.kafkaBootstrapServers()))) {
      List<ControlAcknowledged> answers = new ArrayList<>();
      for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
        TopicLog.Kept kept = log.kept(Topic.CONTROL_COMMAND, partition);
        log.read(
            Topic.CONTROL_COMMAND,
            partition,
            kept.first(),
            kept.end(),
            message ->
                TopicLog.event(message.value(), ControlAcknowledged.class)
                    .filter(answer -> answer.commandId().equals(command.commandId()))
                    .ifPresent(answers::add));
      }
      return answers;
    }
  }

  void restart(String... further) {
    service.close();
    service = run(further);
  }

  /** Deletes all trades from Kafka, as their retention would. */
  void forgetTrades() throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", infrastructure.kafkaBootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
        latest.put(
            new TopicPartition(Topic.MARKET_TRADE.topicName(), partition), OffsetSpec.latest());
      }
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach(
              (partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(all).all().get();
    }
  }

  JdbcClient tables() {
    return service.getBean(JdbcClient.class);
  }

  long count(String from) {
    return tables().sql("select count(*) from " + from).query(Long.class).single();
  }

  double counter(String name, String reason) {
    var counter = service.getBean(MeterRegistry.class).find(name).tag("reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  double metric(String name) {
    return service.getBean(MeterRegistry.class).get(name).counter().count();
  }

  void publish(Event... events) {
    service.getBean(EventPublisher.class).publishAndAwait(Arrays.asList(events));
  }

  /** Fills an order in two halves, told together, for a fee of 1 USD each. */
  void fillInHalves(PlaceOrder order, String first, String second, double seconds) {
    publish(
        part(order, half(order), first, seconds),
        part(order, half(order), second, seconds + 0.001),
        filled(order, seconds));
  }

  private static String half(PlaceOrder order) {
    return order.quantity().value().divide(BigDecimal.TWO).toPlainString();
  }

  /** Waits for the order of a leg of the position that a signal opens. */
  PlaceOrder awaitOrder(SignalRaised signal, OrderPurpose leg) {
    return awaitOrder(signal, leg, 1);
  }

  /** Waits for the {@code number}th order of a leg of the position that a signal opens. */
  PlaceOrder awaitOrder(SignalRaised signal, OrderPurpose leg, int number) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> orders(signal).stream().filter(o -> o.purpose() == leg).toList(),
            o -> o.size() >= number)
        .get(number - 1);
  }

  /** Fills an order whole at a price for a fee of 1 USD. */
  void fill(PlaceOrder order, String price, double seconds) {
    publish(fill(order, price, "1", seconds), filled(order, seconds));
  }

  /**
   * Buys or sells what a signal asks for, and waits until the position is open.
   *
   * @throws IllegalStateException if the signal was traded before: its id follows from what it
   *     says, and the service enters on it once
   */
  void open(SignalRaised signal) {
    if (!opened.add(signal.signalId())) {
      throw new IllegalStateException(
          "another test has traded this very signal in %s; trade a symbol of its own"
              .formatted(signal.instrument().symbol()));
    }
    publish(signal);
    fill(awaitOrder(signal, OrderPurpose.ENTRY), "100", 1);
    awaitStatus(signal, "OPEN");
  }

  /** All orders on the topic of the position that a signal opens here. */
  List<PlaceOrder> orders(SignalRaised signal) {
    List<PlaceOrder> orders = new ArrayList<>();
    for (Event event : published(Topic.ORDER_INTENT)) {
      if (event instanceof PlaceOrder order
          && order.account().equals(account)
          && order.positionId().equals(origin(signal).positionId())) {
        orders.add(order);
      }
    }
    return orders;
  }

  private List<Event> published(Topic topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", infrastructure.kafkaBootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(number -> new TopicPartition(topic.topicName(), number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      List<Event> events = new ArrayList<>();
      while (partitions.stream().mapToLong(consumer::position).sum() < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(message -> events.add(EventCodec.decode(message.value())));
      }
      return events;
    }
  }

  void awaitStatus(SignalRaised signal, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> position(signal).path("status").asString("").equals(status));
  }

  JsonNode position(SignalRaised signal) {
    return json("/api/v1/positions/" + origin(signal).positionId());
  }

  JsonNode json(String path) {
    return Json.mapper().readTree(get(path).body());
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  /** A write, with the key it needs. */
  HttpResponse<String> post(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("X-API-Key", API_KEY)
            .POST(HttpRequest.BodyPublishers.noBody());
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  /** A write without the key it needs. */
  HttpResponse<String> postWithoutKey(String path) {
    return send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private URI uri(String path) {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    service.close();
    peers.close();
    http.close();
  }
}
