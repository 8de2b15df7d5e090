package io.tidemark.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeGateways;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.execution.venue.GatewayOpener;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.control.Ledger;
import io.tidemark.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The simulator and the services that trade on it. */
final class Sandbox implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final InstrumentId BITCOIN = InstrumentId.of("kraken", "BTC/USD");

  private final TestDatabase database;
  private final ExchangeSimulator venue;
  private final List<RunningService> services = new ArrayList<>();

  Sandbox(TestDatabase database, Instant opening) {
    this.database = database;
    this.venue =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withStart(opening)
                .withClock(new SimulatorSettings.ClockSettings(10, true, Optional.empty())),
            InstantSource.system());
  }

  TestDatabase database() {
    return database;
  }

  ExchangeSimulator venue() {
    return venue;
  }

  /** Has something go wrong at the venue, in the words of its own interface. */
  void fault(String words) throws IOException, InterruptedException {
    URI faults = URI.create("http://127.0.0.1:%d/sim/v1/faults".formatted(venue.port()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(faults)
                  .POST(HttpRequest.BodyPublishers.ofString(words))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
  }

  @Override
  public void close() {
    services.forEach(RunningService::close);
    venue.close();
  }

  /**
   * Starts the service.
   *
   * @param submissions what goes wrong between it and its venue; null for nothing
   */
  RunningService start(@Nullable DisturbedVenue submissions, String... settings) {
    return startIn("sandbox", submissions, settings);
  }

  /** Starts the service in a trading mode and waits until it trades. */
  RunningService startIn(String mode, @Nullable DisturbedVenue submissions, String... settings) {
    RunningService service = open(mode, submissions, settings);
    await()
        .atMost(PATIENCE)
        .until(() -> service.answer("/actuator/health/readiness").statusCode() == 200);
    return service;
  }

  /** Starts the service in a trading mode; it may not trade yet, or never. */
  RunningService open(String mode, @Nullable DisturbedVenue submissions, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--tidemark.mode=" + mode,
                "--tidemark.exchange.rest-url=http://127.0.0.1:" + venue.port(),
                "--tidemark.exchange.websocket-url=ws://127.0.0.1:" + venue.port()));
    if (Arrays.stream(settings).noneMatch(setting -> setting.contains("tidemark.clock"))) {
      all.add("--tidemark.clock=http://127.0.0.1:%d/sim/v1/clock".formatted(venue.port()));
    }
    if (Arrays.stream(settings).noneMatch(setting -> setting.contains("API_KEY"))) {
      all.add("--KRAKEN_API_KEY=" + SimulatorSettings.DEMO_KEY.key());
      all.add("--KRAKEN_API_SECRET=" + SimulatorSettings.DEMO_KEY.secret());
    }
    if (Arrays.stream(settings).noneMatch(setting -> setting.contains("max-decision-age"))) {
      all.add("--tidemark.execution.max-decision-age=1h");
    }
    if (Arrays.stream(settings).noneMatch(setting -> setting.contains("deadline"))) {
      all.add("--tidemark.execution.deadline=30s");
    }
    all.addAll(List.of(settings));
    RunningService service =
        RunningService.start(
            database,
            submissions == null ? null : disturbed(submissions),
            all.toArray(String[]::new));
    services.add(service);
    return service;
  }

  private GatewayOpener disturbed(DisturbedVenue submissions) {
    ExchangeSettings settings =
        ExchangeSettings.of("kraken")
            .at(
                URI.create("http://127.0.0.1:" + venue.port()),
                URI.create("ws://127.0.0.1:" + venue.port()))
            .with(
                new Credentials(
                    SimulatorSettings.DEMO_KEY.key(), SimulatorSettings.DEMO_KEY.secret()))
            .with(
                new ExchangeSettings.RateLimit(100, Duration.ofSeconds(1), Duration.ofSeconds(5)));
    return context -> submissions.around(ExchangeGateways.open(settings, context));
  }

  PlaceOrder market(String name, Side side, String quantity) {
    return market(name, side, quantity, BITCOIN.symbol().toString(), Duration.ZERO);
  }

  /**
   * @param age how long ago it was decided
   */
  PlaceOrder market(String name, Side side, String quantity, String symbol, Duration age) {
    return place(
        name,
        side,
        OrderType.MARKET,
        quantity,
        null,
        InstrumentId.of("kraken", symbol),
        venue.venueTime().minus(age));
  }

  PlaceOrder limit(String name, String quantity, String price) {
    return place(
        name, Side.BUY, OrderType.LIMIT, quantity, Price.of(price), BITCOIN, venue.venueTime());
  }

  /** A sell that the venue makes once the market trades at its stop or below. */
  PlaceOrder stop(String name, String quantity, String price) {
    return place(
        name,
        Side.SELL,
        OrderType.STOP_LOSS,
        quantity,
        Price.of(price),
        BITCOIN,
        venue.venueTime());
  }

  private PlaceOrder place(
      String name,
      Side side,
      OrderType type,
      String quantity,
      @Nullable Price price,
      InstrumentId instrument,
      Instant now) {
    return new PlaceOrder(
        Ids.of("order", database.name(), name),
        "it",
        database.name(),
        instrument,
        "it",
        Ids.of("position", database.name(), name),
        Ids.of("cause", database.name(), name),
        OrderPurpose.ENTRY,
        side,
        type,
        Quantity.of(quantity),
        type == OrderType.LIMIT ? price : null,
        type == OrderType.STOP_LOSS ? price : null,
        false,
        TimeInForce.GTC,
        "a test wants it",
        Price.of("900"),
        now,
        now);
  }

  CancelOrder cancel(PlaceOrder order) {
    Instant now = venue.venueTime();
    return new CancelOrder(
        order.clientOrderId(),
        order.run(),
        order.account(),
        order.instrument(),
        order.causeId(),
        "a test wants it no more",
        now,
        now);
  }

  Ledger.Account account() {
    return Objects.requireNonNull(venue.ledger().accounts().get(SimulatorSettings.DEMO_KEY.key()));
  }

  static JsonNode awaitStatus(RunningService service, PlaceOrder intent, String status) {
    String path = "/api/v1/orders/" + intent.clientOrderId();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(service.get(path).path("status").asString("")).isEqualTo(status));
    return service.get(path);
  }

  static List<String> statuses(JsonNode order) {
    List<String> statuses = new ArrayList<>();
    order.path("events").forEach(event -> statuses.add(event.path("status").asString()));
    return statuses;
  }
}
