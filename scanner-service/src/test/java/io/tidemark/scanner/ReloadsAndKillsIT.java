package io.tidemark.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.embedded.Ports;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyDocument;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.scanner.UndisturbedScan.Edition;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Three scanners share an hour of bars of twelve instruments while their strategies are reloaded
 * 100 times, and they are killed, stopped and started. What they publish is compared, as bytes,
 * with what a scan that nothing interrupts decides by the same editions.
 */
@Timeout(400)
class ReloadsAndKillsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration MINUTE_OF_REPLAY = Duration.ofMillis(1_100);
  private static final int SCANNERS = 3;
  private static final int INSTRUMENTS = 12;
  private static final int MINUTES = 60;
  private static final int RELOADS = 100;
  private static final int TRADES = 3_900;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int BUSY = 503;

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("faults");
  private final String run = database.name();
  private final KafkaTopics kafka = new KafkaTopics(infrastructure.kafkaBootstrapServers());
  private final ReplayTime time = new ReplayTime(RecordedBars.START);
  private final SplittableRandom random = new SplittableRandom(4);
  private final List<ScannerProcess> scanners = new ArrayList<>();
  private final List<InstrumentId> instruments = new ArrayList<>();
  private final Map<InstrumentId, List<BarsClosed>> bars = new TreeMap<>();
  private final AtomicInteger reloads = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;
  private Path strategies;

  @BeforeEach
  void prepare() throws IOException {
    strategies = Files.createDirectories(folder.resolve("strategies"));
    String base = run.replace("_", "").toUpperCase(Locale.ROOT);
    for (int i = 0; i < INSTRUMENTS; i++) {
      InstrumentId instrument = InstrumentId.of("kraken", base + (char) ('A' + i) + "/USD");
      instruments.add(instrument);
      bars.put(
          instrument,
          RecordedBars.of(instrument, 100 + i, TRADES).stream()
              .filter(one -> !one.closeTime().isAfter(minute(MINUTES)))
              .toList());
    }
    Files.writeString(
        folder.resolve("tidemark.yaml"),
        "exchange: {name: kraken}\nsymbols: [%s]\n".formatted(symbols()));
    write("reversion", "live", "1m", "rsi(5) < 45", "rsi(5) > 60");
    write("crossover", "live", "5m", "sma(2) crosses_above sma(4)", "rsi(5)@1m > 70");
    write("observer", "shadow", "1m", "close > ema(9)", "close < ema(9)");
    List<Integer> ports = Ports.free(SCANNERS);
    for (int i = 0; i < SCANNERS; i++) {
      scanners.add(
          new ScannerProcess(settings(), ports.get(i), folder.resolve("scanner-" + i + ".log")));
    }
  }

  private static Instant minute(int minute) {
    return RecordedBars.START.plus(Duration.ofMinutes(minute));
  }

  private String symbols() {
    return instruments.stream()
        .map(one -> one.symbol().toString())
        .collect(Collectors.joining(", "));
  }

  private void write(String id, String mode, String timeframe, String entry, String exit)
      throws IOException {
    Files.writeString(
        strategies.resolve(id + ".yaml"),
        """
        strategy: {id: %s, mode: %s}
        market: {exchange: kraken, symbols: [%s], primary_timeframe: %s}
        entry: {long: [%s]}
        exit: {long: [%s]}
        """
            .formatted(run + "-" + id, mode, symbols(), timeframe, entry, exit));
  }

  private Map<String, String> settings() {
    return Map.of(
        "tidemark.config", folder.resolve("tidemark.yaml").toString(),
        "tidemark.run", run,
        "tidemark.api-key", "key",
        "tidemark.clock", time.address(),
        "tidemark.scanner.snapshot-interval", "2s",
        "tidemark.kafka.bootstrap-servers", infrastructure.kafkaBootstrapServers(),
        "spring.datasource.url", database.jdbcUrl(),
        "spring.datasource.username", database.username(),
        "spring.datasource.password", database.password());
  }

  @AfterEach
  void close() {
    scanners.forEach(ScannerProcess::close);
    kafka.close();
    time.close();
  }

  @Test
  void decidesAsOneThatNothingInterrupts() throws Exception {
    Collection<StrategyDefinition> base = StrategyLoader.loadAll(strategies).values();
    scanners.forEach(ScannerProcess::start);
    scanners.forEach(scanner -> await().atMost(PATIENCE).until(scanner::isReady));

    replay();

    UndisturbedScan expected = new UndisturbedScan(run, bars, editions());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(kafka.of(run).decisions())
                    .as(this::logs)
                    .hasSizeGreaterThanOrEqualTo(expected.scanned().decisions().size()));
    scanners.forEach(ScannerProcess::stop);

    Scanned published = kafka.of(run);
    assertThat(published.decisionLog()).as(this::logs).isEqualTo(expected.scanned().decisionLog());
    assertThat(published.signalLog()).isEqualTo(expected.scanned().signalLog());
    assertThat(published.of(base).decisionLog())
        .isEqualTo(new UndisturbedScan(run, bars, base).scanned().decisionLog());
    assertThat(reloads).hasValue(RELOADS);
    assertThat(refused).hasValueGreaterThan(RELOADS / 8);
    assertThat(unexpected).isEmpty();
    assertThat(editions().size()).isBetween(10, RELOADS);
    assertThat(expected.scanned().signals()).hasSizeGreaterThan(500);
    assertThat(logs()).doesNotContain("event=decision_differs");
  }

  /** An hour in little more than one. */
  private void replay() throws Exception {
    AtomicInteger minute = new AtomicInteger();
    try (ScheduledExecutorService venue = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> running =
          venue.scheduleAtFixedRate(
              () -> pass(minute.incrementAndGet()),
              0,
              MINUTE_OF_REPLAY.toMillis(),
              TimeUnit.MILLISECONDS);
      await()
          .atMost(PATIENCE.multipliedBy(2))
          .until(() -> minute.get() >= MINUTES || running.isDone());
      running.cancel(false);
    }
    assertThat(minute).hasValue(MINUTES);
  }

  private void pass(int minute) {
    time.set(minute(minute));
    kafka.publish(
        bars.values().stream()
            .flatMap(List::stream)
            .filter(one -> one.closeTime().equals(minute(minute)))
            .toList());
    disturb(minute);
    scanners.forEach(ScannerProcess::startAgainIfItEnded);
    while (reloads.get() < RELOADS * minute / MINUTES) {
      reload(reloads.getAndIncrement());
    }
  }

  private void disturb(int minute) {
    switch (minute) {
      case 10 -> scanners.get(0).kill();
      case 14 -> scanners.get(0).start();
      case 28 -> scanners.get(1).stop();
      case 32 -> scanners.get(1).start();
      case 44 -> {
        scanners.get(2).kill();
        scanners.get(2).start();
      }
      default -> {}
    }
  }

  /** In turn: other formatting, a strategy more, an invalid file, a strategy less. */
  private void reload(int number) {
    try {
      Path another = strategies.resolve("another.yaml");
      Path reversion = strategies.resolve("reversion.yaml");
      int status = OK;
      switch (number % 4) {
        case 0 ->
            Files.writeString(reversion, "# edited %d\n%s".formatted(number, read(reversion)));
        case 1 ->
            write(
                "another",
                "live",
                "1m",
                "rsi(%d) < 50".formatted(5 + random.nextInt(9)),
                "rsi(4) > 70");
        case 2 -> {
          Files.writeString(another, read(another).replace("rsi(4) > 70", "rsi(4) > > 70"));
          status = BAD_REQUEST;
        }
        default -> Files.deleteIfExists(another);
      }
      ask(status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replaceAll("(?m)^#.*\n", "");
  }

  /** Asks any scanner that answers; one that is about to stop may be busy. */
  private void ask(int status) {
    int first = random.nextInt(SCANNERS);
    for (int i = 0; i < SCANNERS; i++) {
      Optional<Integer> answer =
          scanners.get((first + i) % SCANNERS).ask("POST", "/api/v1/configuration/reload");
      if (answer.isPresent() && answer.get() != BUSY) {
        refused.addAndGet(answer.get() == BAD_REQUEST ? 1 : 0);
        if (answer.get() != status) {
          unexpected.add("%d instead of %d".formatted(answer.get(), status));
        }
        return;
      }
    }
  }

  private List<Edition> editions() {
    return JdbcClient.create(
            new DriverManagerDataSource(
                database.jdbcUrl(), database.username(), database.password()))
        .sql("select effective_from, definitions from scanner.strategy_edition order by id")
        .query(
            (row, _) -> {
              List<StrategyDefinition> definitions = new ArrayList<>();
              Json.mapper()
                  .readTree(row.getString("definitions"))
                  .forEach(one -> definitions.add(StrategyDocument.read(one.toString())));
              return new Edition(row.getTimestamp("effective_from").toInstant(), definitions);
            })
        .list();
  }

  private String logs() {
    return scanners.stream()
        .map(ScannerProcess::logged)
        .flatMap(String::lines)
        .filter(line -> line.contains("ERROR") || line.contains("event="))
        .collect(Collectors.joining("\n"));
  }
}
