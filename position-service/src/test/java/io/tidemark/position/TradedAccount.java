package io.tidemark.position;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.core.portfolio.PositionOrigin;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.topic.Topic;
import io.tidemark.testkit.TestDatabase;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A position service with its own database, run and account; and what the others would send it. */
final class TradedAccount implements AutoCloseable {

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
          "XRP/USD");
  private static final String STRATEGY = "it-strategy";
  private static final String API_KEY = "key";

  final Peers peers = new Peers();
  final String account;

  /** A little ahead, so that no decision becomes stale while a slow machine runs the tests. */
  private final Instant start = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final TestDatabase database;
  private final Set<UUID> opened = new HashSet<>();
  private final Path folder;
  private final String mode;
  private final String exits;
  private final String risk;
  private final String execution;
  private String configurationHash;
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
    this.execution = execution;
    this.folder = folder;
    this.mode = mode;
    this.exits = exits;
    this.risk = risk;
    this.database = infrastructure.newDatabase("positions");
    this.account = database.name();
    write(
        "tidemark.yaml",
        "exchange:\n  name: kraken\nsymbols: ["
            + String.join(", ", SYMBOLS)
            + "]\n"
            + "risk:\n  max_open_positions: 8\n  max_position_size_pct: 50\n"
            + "  allow_short: true\n"
            + limitsOfAccount);
    this.configurationHash = writeStrategy("1000");
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

  /** What a signal of the strategy as it was written last is decided by from now on. */
  void decideBy(String hash) {
    configurationHash = hash;
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

  private ConfigurableApplicationContext run() {
    return ServiceApplication.builder(TidemarkService.POSITION, PositionApplication.class)
        .run(
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
            "--spring.datasource.password=" + database.password());
  }

  void restart() {
    service.close();
    service = run();
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

  Instant at(double seconds) {
    return start.plusMillis(Math.round(seconds * 1000));
  }

  SignalRaised signal(SignalType type, String symbol, String price, double seconds) {
    return signal(account, type, symbol, price, seconds);
  }

  SignalRaised signal(String run, SignalType type, String symbol, String price, double seconds) {
    return new SignalRaised(
        Ids.of("signal", run, symbol, type, seconds),
        run,
        InstrumentId.of("kraken", symbol),
        STRATEGY,
        Timeframe.M1,
        type,
        SignalSource.TECHNICAL,
        0.8,
        0.8,
        "test",
        null,
        Price.of(price),
        List.of(),
        Map.of(),
        configurationHash,
        at(seconds),
        at(seconds));
  }

  /** The one-minute bar of a symbol that closes {@code minutes} after the first full minute. */
  BarsClosed bar(String symbol, String close, int minutes) {
    Instant open =
        Timeframe.M1.closeOf(Timeframe.M1.openOf(start)).plusSeconds(60L * (minutes - 1));
    Price price = Price.of(close);
    Bar bar =
        new Bar(
            Timeframe.M1,
            open,
            price,
            price,
            price,
            price,
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.TRADES,
            0);
    return new BarsClosed(
        InstrumentId.of("kraken", symbol), bar.closeTime(), List.of(bar), false, bar.closeTime());
  }

  /** A model's word on a symbol, {@code seconds} after the start. */
  Prediction prediction(String symbol, double up, double seconds) {
    return new Prediction(
        Ids.of("prediction", account, symbol, seconds),
        "lstm",
        "hash",
        InstrumentId.of("kraken", symbol),
        Timeframe.M1,
        at(seconds - 60),
        Map.of("up", up),
        at(seconds),
        at(seconds));
  }

  /** The origin of the position that a signal opens here: its ids follow from it. */
  PositionOrigin origin(SignalRaised signal) {
    return new PositionOrigin(
        PositionOrigin.positionId(account, account, signal.signalId()),
        signal.signalId(),
        account,
        account,
        signal.instrument(),
        signal.strategy(),
        signal.timeframe(),
        signal.configurationHash(),
        signal.type() == SignalType.SELL ? PositionSide.SHORT : PositionSide.LONG,
        signal.eventTime());
  }

  MarketTrade trade(String symbol, String price, double seconds) {
    return new MarketTrade(
        InstrumentId.of("kraken", symbol),
        account + seconds + price,
        Price.of(price),
        Quantity.of("1"),
        null,
        at(seconds),
        at(seconds));
  }

  OrderChanged filled(PlaceOrder order, double seconds) {
    return new OrderChanged(
        order.clientOrderId(),
        account,
        account,
        order.instrument(),
        1,
        OrderStatus.FILLED,
        "V1",
        order.side(),
        order.quantity(),
        order.quantity(),
        order.referencePrice(),
        null,
        null,
        at(seconds),
        at(seconds));
  }

  OrderFilled fill(PlaceOrder order, String price, String fee, double seconds) {
    return fill(account, order, price, fee, seconds);
  }

  OrderFilled fill(String of, PlaceOrder order, String price, String fee, double seconds) {
    return new OrderFilled(
        Ids.of("fill", of, order.clientOrderId()),
        "trade-" + order.clientOrderId(),
        order.clientOrderId(),
        account,
        of,
        order.instrument(),
        order.side(),
        Price.of(price),
        order.quantity(),
        Money.of(fee, "USD"),
        Liquidity.TAKER,
        at(seconds),
        at(seconds));
  }

  /** Fills an order in two halves, told together, for a fee of 1 USD each. */
  void fillInHalves(PlaceOrder order, String first, String second, double seconds) {
    publish(
        half(order, 1, first, seconds), half(order, 2, second, seconds), filled(order, seconds));
  }

  private OrderFilled half(PlaceOrder order, int number, String price, double seconds) {
    return new OrderFilled(
        Ids.of("fill", account, order.clientOrderId(), number),
        "trade-%s-%d".formatted(order.clientOrderId(), number),
        order.clientOrderId(),
        account,
        account,
        order.instrument(),
        order.side(),
        Price.of(price),
        new Quantity(order.quantity().value().divide(BigDecimal.TWO)),
        Money.of("1", "USD"),
        Liquidity.TAKER,
        at(seconds),
        at(seconds));
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
