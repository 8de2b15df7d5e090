package io.tidemark.backfiller;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.backfiller.venue.Venues;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * The service with a real Kafka and Postgres, a clock that stands, and three venues whose history
 * is written down: kraken tells all its trades, binance its latest ones, bitfinex candles only.
 */
public final class ScriptedBackfiller implements AutoCloseable {

  public static final Instant NOW = Instant.parse("2024-03-05T12:00:30Z");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SteppedClock clock = new SteppedClock(NOW);
  private final ScriptedVenue kraken =
      new ScriptedVenue("kraken", TradeHistory.FULL, Set.of(), clock::instant);
  private final ScriptedVenue binance =
      new ScriptedVenue("binance", TradeHistory.RECENT, Set.of(Timeframe.M1), clock::instant);
  private final ScriptedVenue bitfinex =
      new ScriptedVenue(
          "bitfinex",
          TradeHistory.NONE,
          Set.of(Timeframe.M1, Timeframe.M5, Timeframe.D1),
          clock::instant);
  private final StoreStandIn store;
  private final TestDatabase database;
  private final JdbcClient sql;
  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  public ScriptedBackfiller(Path directory, StoreStandIn store) throws IOException {
    this.store = store;
    TestInfrastructure infrastructure = TestInfrastructure.shared();
    database = infrastructure.newDatabase("scripted");
    sql =
        JdbcClient.create(
            new DriverManagerDataSource(
                database.jdbcUrl(), database.username(), database.password()));
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(
        configuration,
        """
        exchange: {name: kraken}
        symbols: [BTC/USD]
        market_data: {timeframes: [1m, 5m, 15m, 1h, 1d]}
        """);
    kraken.list("BTC/USD", true);
    Map<String, ScriptedVenue> venues =
        Map.of("kraken", kraken, "binance", binance, "bitfinex", bitfinex);
    context =
        ServiceApplication.builder(TidemarkService.BACKFILLER, BackfillerApplication.class)
            .initializers(
                starting -> {
                  GenericApplicationContext beans = (GenericApplicationContext) starting;
                  beans.registerBean(
                      "steppedClock", SuiteClock.class, () -> clock, bean -> bean.setPrimary(true));
                  beans.registerBean(
                      "scriptedVenues",
                      Venues.class,
                      () ->
                          new Venues(
                              "kraken",
                              name -> Objects.requireNonNull(venues.get(name)).gateway(),
                              4,
                              new SimpleMeterRegistry()),
                      bean -> bean.setPrimary(true));
                })
            .run(
                "--server.port=0",
                "--tidemark.demo=true",
                "--tidemark.config=" + configuration,
                "--tidemark.services.ingestor=" + store.url(),
                "--tidemark.backfiller.audit-interval=1s",
                "--tidemark.backfiller.heal-interval=50ms",
                "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password());
  }

  public SteppedClock clock() {
    return clock;
  }

  public ScriptedVenue kraken() {
    return kraken;
  }

  public ScriptedVenue binance() {
    return binance;
  }

  public ScriptedVenue bitfinex() {
    return bitfinex;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Stores bars as the live feed does, and publishes them. */
  public void live(InstrumentId instrument, Bar... bars) {
    for (Bar bar : bars) {
      store.put(instrument, bar);
    }
    bean(EventPublisher.class)
        .publishAndAwait(
            List.of(bars).stream()
                .map(bar -> new BarsClosed(instrument, bar.closeTime(), List.of(bar), false, NOW))
                .toList());
  }

  /** The state of a live gap, NONE before there is one. */
  public String gap(InstrumentId instrument, Timeframe timeframe) {
    return sql.sql(
            "select state from backfill.gap where origin = 'LIVE' and exchange = ? and symbol = ?"
                + " and timeframe = ? order by from_time limit 1")
        .params(instrument.exchange(), instrument.symbol().toString(), timeframe.code())
        .query(String.class)
        .optional()
        .orElse("NONE");
  }

  /** Spans that are not asked for again, with the reason. */
  public List<String> unfillable(InstrumentId instrument, Timeframe timeframe) {
    return sql.sql(
            """
            select to_char(from_time at time zone 'UTC', 'HH24:MI') || '-'
              || to_char(to_time at time zone 'UTC', 'HH24:MI') || ' ' || reason
            from backfill.unfillable_gap where exchange = ? and symbol = ? and timeframe = ?
            order by from_time
            """)
        .params(instrument.exchange(), instrument.symbol().toString(), timeframe.code())
        .query(String.class)
        .list();
  }

  public JdbcClient sql() {
    return sql;
  }

  public JsonNode get(String path) {
    return send(path, HttpRequest.newBuilder().GET());
  }

  /** Begins a job and gives it once it has ended. */
  public JsonNode run(
      InstrumentId instrument, String timeframes, @Nullable Instant from, Instant to) {
    JsonNode job = submit(instrument, timeframes, from, to);
    String path = "/api/v1/jobs/" + job.path("jobId").asString();
    return await()
        .atMost(PATIENCE)
        .until(() -> get(path), now -> !now.path("status").asString().equals("RUNNING"));
  }

  public JsonNode submit(
      InstrumentId instrument, String timeframes, @Nullable Instant from, Instant to) {
    return send(
        "/api/v1/jobs",
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"exchange": "%s", "symbols": ["%s"], "timeframes": [%s], "from": %s, "to": "%s"}
                    """
                        .formatted(
                            instrument.exchange(),
                            instrument.symbol(),
                            timeframes,
                            from == null ? null : "\"" + from + "\"",
                            to))));
  }

  private JsonNode send(String path, HttpRequest.Builder request) {
    URI address =
        URI.create(
            "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    try {
      return Json.mapper()
          .readTree(
              http.send(
                      request.uri(address).timeout(PATIENCE).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
