package io.tidemark.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
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
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Five days of real trades of Kraken, replayed by the simulator and collected by the service, give
 * the very bars that were made of these trades elsewhere; also when the stream is cut on the way.
 *
 * <p>The replay's clock stands still at the last trade, amid its minute, which therefore never
 * closes.
 */
class KrakenReplayIT {

  private static final int TRADES = 26_921;
  private static final int BARS = 5_388;
  private static final int CLOSED_BARS = BARS - 1;
  private static final int CUTS = 10;
  private static final long SEED = 20_231_117;
  private static final double SPEED = 20_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The reference's volumes are sums of binary fractions; the venue trades 8 decimals. */
  private static final int VOLUME_DECIMALS = 8;

  /** Bars of three days and more that opened before the recording are PARTIAL, and rightly so. */
  private static final String SINCE_THE_START = "open_time >= '2023-11-17T00:00:00Z' and ";

  /**
   * At this speed a second is five hours of the market: a pause that grows with each cut would soon
   * be days, and so would be a request's turn at a venue's usual rate.
   */
  private static final String CONFIGURATION =
      """
      exchange: {name: kraken, backoff_factor: 1}
      symbols: [BTC/USDT]
      """;

  private record Row(
      Instant openTime, String open, String high, String low, String close, String volume) {}

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("kraken_replay");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));

  @TempDir Path directory;

  @Test
  void storesTheReferenceBarsOfAReplay() throws IOException {
    try (ExchangeSimulator simulator = simulator();
        ConfigurableApplicationContext service = start(simulator, simulator.port())) {
      assertThat(service.isRunning()).isTrue();
      simulator.setRunning(true);
      awaitAllBars();
    }
    assertEqualToTheReference();
    assertThat(count(SINCE_THE_START + "completeness = 'PARTIAL'")).isZero();
    assertThat(count(SINCE_THE_START + "completeness <> 'COMPLETE'"))
        .as("a busy machine's pause is hours of this market, whose bars say that they were healed")
        .isLessThan(BARS / 100);
  }

  @Test
  void storesTheReferenceBarsThoughTheStreamIsCutTenTimes() throws IOException {
    List<Integer> places =
        new SplittableRandom(SEED).ints(CUTS, 500, TRADES - 500).sorted().boxed().toList();
    try (ExchangeSimulator simulator = simulator();
        CuttingProxy proxy = new CuttingProxy(simulator.port());
        ConfigurableApplicationContext service = start(simulator, proxy.port())) {
      assertThat(service.isRunning()).isTrue();
      simulator.setRunning(true);
      for (int place : places) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> stored() >= place);
        int before = proxy.connections();
        proxy.cut();
        await().atMost(PATIENCE).until(() -> proxy.connections() > before);
      }
      awaitAllBars();
    }
    assertEqualToTheReference();
    assertThat(count(SINCE_THE_START + "completeness = 'PARTIAL'")).isZero();
  }

  private void assertEqualToTheReference() throws IOException {
    List<Row> reference = reference();
    assertThat(reference).hasSize(BARS);
    assertThat(
            sql.sql("select * from market_data.candle where timeframe = '1m' order by open_time")
                .query(
                    (row, number) ->
                        new Row(
                            row.getTimestamp("open_time").toInstant(),
                            text(row.getBigDecimal("open")),
                            text(row.getBigDecimal("high")),
                            text(row.getBigDecimal("low")),
                            text(row.getBigDecimal("close")),
                            volume(row.getBigDecimal("volume"))))
                .list())
        .isEqualTo(reference.subList(0, CLOSED_BARS));
    assertThat(stored()).isEqualTo(TRADES);
  }

  private static List<Row> reference() throws IOException {
    Path file = SharedData.assume("data/ohlcv/1m/kraken_BTCUSDT_1m_2023-11_from_trades.csv.gz");
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              row ->
                  rows.add(
                      new Row(
                          Instant.ofEpochMilli(Long.parseLong(row[0])),
                          text(new BigDecimal(row[1])),
                          text(new BigDecimal(row[2])),
                          text(new BigDecimal(row[3])),
                          text(new BigDecimal(row[4])),
                          volume(new BigDecimal(row[5])))));
    }
    return rows;
  }

  private static String text(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static String volume(BigDecimal value) {
    return text(value.setScale(VOLUME_DECIMALS, RoundingMode.HALF_EVEN));
  }

  private static ExchangeSimulator simulator() {
    Path trades = SharedData.assume("data/trades/kraken_BTCUSDT_trades_2023-11.csv.gz");
    return ExchangeSimulator.start(
        SimulatorSettings.defaults()
            .withPort(0)
            .withData(List.of(DataSource.file(Symbol.parse("BTC/USDT"), trades)))
            .withClock(new ClockSettings(SPEED, false, Optional.empty())),
        InstantSource.system());
  }

  private ConfigurableApplicationContext start(ExchangeSimulator simulator, int streamPort)
      throws IOException {
    Path configuration = directory.resolve("tidemark.yaml");
    Files.writeString(configuration, CONFIGURATION);
    String address = "127.0.0.1:" + simulator.port();
    return ServiceApplication.builder(TidemarkService.INGESTOR, IngestorApplication.class)
        .run(
            "--server.port=0",
            "--tidemark.config=" + configuration,
            "--tidemark.ingestor.requests-per-second=100",
            "--tidemark.ingestor.longest-outage=10d",
            "--tidemark.clock=http://" + address + "/sim/v1/clock",
            "--tidemark.exchange.rest-url=http://" + address,
            "--tidemark.exchange.websocket-url=ws://127.0.0.1:" + streamPort,
            "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password());
  }

  private void awaitAllBars() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(count("timeframe = '1m'")).isEqualTo(CLOSED_BARS));
  }

  private long stored() {
    return sql.sql("select count(*) from market_data.trade").query(Long.class).single();
  }

  private long count(String condition) {
    return sql.sql("select count(*) from market_data.candle where " + condition)
        .query(Long.class)
        .single();
  }
}
