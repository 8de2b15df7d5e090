package io.tidemark.launcher.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.Ports;
import io.tidemark.ingestor.IngestorApplication;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.ServiceProcess;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.DataSource;
import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.testkit.SharedData;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Real minutes of 2018 with the gaps between them, served by the simulator and fetched by a
 * backfiller in a process of its own, which is killed at random on the way: those of the last
 * quarter, or with {@code -Dtidemark.long=true} those of the whole year, 520,499 with 3,992 gaps.
 */
@Timeout(900)
class BitfinexYearIT {

  private static final boolean WHOLE = Boolean.getBoolean("tidemark.long");
  private static final Instant START =
      Instant.parse(WHOLE ? "2018-01-01T00:00:00Z" : "2018-10-01T00:00:00Z");
  private static final Instant END = Instant.parse("2019-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final int ROWS_OF_THE_YEAR = 520_499;
  private static final int GAPS_OF_THE_YEAR = 3_992;
  private static final int PARTS_OF_THE_YEAR = WHOLE ? 1 : 4;
  private static final int KILLS = 5;
  private static final int WINDOWS_AT_ONCE = 3;
  private static final int A_HANDFUL = 8;

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("year");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));

  @TempDir Path folder;
  private Path minutes;
  private int rows;
  private int gaps;
  private ExchangeSimulator simulator;
  private CountingVenue venue;
  private ConfigurableApplicationContext ingestor;
  private int backfillerPort;

  @BeforeEach
  void open() throws IOException {
    minutes = minutes();
    simulator =
        ExchangeSimulator.start(
            SimulatorSettings.defaults()
                .withPort(0)
                .withData(
                    List.of(
                        DataSource.file(Symbol.parse("BTC/USD"), minutes),
                        DataSource.file(Symbol.parse("ETH/USD"), clockwork())))
                .withStart(END.plusSeconds(1_800))
                .withClock(new ClockSettings(1, false, Optional.empty())),
            InstantSource.system());
    venue = new CountingVenue(URI.create("http://127.0.0.1:" + simulator.port()));
    Files.writeString(
        folder.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
    List<Integer> ports = Ports.free(2);
    backfillerPort = ports.get(1);
    ingestor =
        ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
            .registerShutdownHook(false)
            .run(
                settings(ports.get(0)).entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toArray(String[]::new));
  }

  @AfterEach
  void close() {
    if (ingestor != null) {
      ingestor.close();
      venue.close();
      simulator.close();
    }
  }

  /** The rows from the start on, counted with the gaps between them. */
  private Path minutes() throws IOException {
    Path year = SharedData.assume("data/ohlcv/1m/bitfinex_BTCUSD_1m_2018.csv.gz");
    StringBuilder kept = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(year)), StandardCharsets.UTF_8))) {
      kept.append(reader.readLine()).append('\n');
      long before = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        long opened = Long.parseLong(line.substring(0, line.indexOf(',')));
        if (opened >= START.toEpochMilli()) {
          kept.append(line).append('\n');
          gaps += rows > 0 && opened - before > 60_000 ? 1 : 0;
          rows++;
          before = opened;
        }
      }
    }
    if (WHOLE) {
      assertThat(rows).isEqualTo(ROWS_OF_THE_YEAR);
      assertThat(gaps).isEqualTo(GAPS_OF_THE_YEAR);
    }
    return Files.writeString(folder.resolve("minutes.csv"), kept);
  }

  /** Another market, which trades beyond the end: so the last minute before it has closed. */
  private Path clockwork() throws IOException {
    Path file = folder.resolve("clockwork.csv");
    StringBuilder rows = new StringBuilder("timestamp,price,amount\n");
    for (int minute = 0; minute < 60; minute++) {
      rows.append(END.toEpochMilli() + minute * 60_000L).append(",100,1\n");
    }
    return Files.writeString(file, rows);
  }

  @Test
  void holdsAllRowsAndRecordsAllGapsThoughItIsKilledFiveTimes() throws Exception {
    SplittableRandom random = new SplittableRandom(2018);
    Process backfiller = startBackfiller();
    submit();
    for (int kill = 0; kill < KILLS; kill++) {
      long pages = read() + random.nextLong(50, 350) / PARTS_OF_THE_YEAR;
      await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> read() >= pages);
      backfiller.destroyForcibly().waitFor();
      backfiller = startBackfiller();
    }
    try {
      awaitDone();
      assertRows();
      assertGaps();
      assertThat(venue.repeatedPages())
          .as("repeated of %d pages", venue.differentPages())
          .isLessThanOrEqualTo(KILLS * WINDOWS_AT_ONCE);

      int before = venue.requests();
      submit();
      awaitDone();
      assertThat(venue.requests() - before).isBetween(1, A_HANDFUL);
      assertRows();
    } finally {
      backfiller.destroyForcibly().waitFor();
    }
  }

  private void assertRows() throws IOException {
    Map<Long, List<BigDecimal>> stored = new LinkedHashMap<>();
    sql.sql(
            "select (extract(epoch from open_time) * 1000)::bigint, open, high, low, close, volume"
                + " from market_data.candle where symbol = 'BTC/USD' and timeframe = '1m'"
                + " order by open_time")
        .query(
            row -> {
              List<BigDecimal> values = new ArrayList<>(5);
              for (int column = 2; column <= 6; column++) {
                values.add(row.getBigDecimal(column).stripTrailingZeros());
              }
              stored.put(row.getLong(1), values);
            });
    assertThat(stored).hasSize(rows);
    try (BufferedReader reader = Files.newBufferedReader(minutes)) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split(",");
        List<BigDecimal> expected = new ArrayList<>(5);
        for (int column = 1; column <= 5; column++) {
          expected.add(new BigDecimal(fields[column]).stripTrailingZeros());
        }
        if (!expected.equals(stored.get(Long.parseLong(fields[0])))) {
          assertThat(stored.get(Long.parseLong(fields[0]))).as(line).isEqualTo(expected);
        }
      }
    }
  }

  private void assertGaps() {
    assertThat(
            count(
                ("select count(*) from backfill.unfillable_gap where timeframe = '1m'"
                        + " and to_time <= '%s'")
                    .formatted(END)))
        .isEqualTo(gaps);
    assertThat(count("select count(*) from backfill.unfillable_gap where reason = 'OUTAGE'"))
        .isPositive();
    assertThat(
            count("select count(*) from backfill.gap where state <> 'FILLED' and origin = 'STORE'"))
        .isZero();
    assertThat(count("select count(*) from backfill.staged_bars")).isZero();
  }

  private long read() {
    return count("select coalesce(sum(requests), 0) from backfill.cursor");
  }

  private long count(String query) {
    return sql.sql(query).query(Long.class).single();
  }

  private void submit() {
    try (BackfillClient client = client()) {
      client.submit(
          Map.of(
              "symbols",
              List.of("BTC/USD"),
              "timeframes",
              List.of("1m", "5m", "1h", "1d"),
              "to",
              END.toString()));
    }
  }

  private void awaitDone() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> count("select count(*) from backfill.job where status <> 'DONE'") == 0);
  }

  private BackfillClient client() {
    return new BackfillClient(URI.create("http://127.0.0.1:" + backfillerPort), "");
  }

  private Process startBackfiller() throws IOException {
    Map<String, String> settings = settings(backfillerPort);
    settings.put(
        "tidemark.services.ingestor",
        "http://127.0.0.1:" + ingestor.getEnvironment().getProperty("local.server.port"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Duser.timezone=UTC",
            "-cp",
            System.getProperty("java.class.path"),
            ServiceProcess.class.getName(),
            TidemarkService.BACKFILLER.name());
    builder
        .environment()
        .put("SPRING_APPLICATION_JSON", Json.mapper().writeValueAsString(settings));
    Path log = folder.resolve("backfiller.log");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try (BackfillClient client = client()) {
      await()
          .atMost(PATIENCE)
          .pollInterval(100, TimeUnit.MILLISECONDS)
          .until(() -> !process.isAlive() || client.answers());
    }
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    return process;
  }

  private Map<String, String> settings(int port) {
    String address = "127.0.0.1:" + simulator.port();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", "" + port);
    settings.put("tidemark.demo", "true");
    settings.put("tidemark.config", folder.resolve("tidemark.yaml").toString());
    settings.put("tidemark.clock", "http://" + address + "/sim/v1/clock");
    settings.put("tidemark.exchange.rest-url", venue.url());
    settings.put("tidemark.exchange.websocket-url", "ws://" + address);
    settings.put("tidemark.backfiller.requests-per-second", "1000");
    settings.put("tidemark.backfiller.windows-at-once", "" + WINDOWS_AT_ONCE);
    settings.put("tidemark.kafka.bootstrap-servers", infrastructure.kafkaBootstrapServers());
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", database.username());
    settings.put("spring.datasource.password", database.password());
    return settings;
  }
}
