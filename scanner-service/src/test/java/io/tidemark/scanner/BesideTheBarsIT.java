package io.tidemark.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a scan takes beside its bars: past bars to warm up with, other markets, predictions. */
class BesideTheBarsIT {

  private static final int TRADES = 6_000;

  @TempDir private Path folder;
  private RunningScanner scanner;
  private InstrumentId instrument;
  private InstrumentId bitcoin;
  private List<BarsClosed> bars;
  private List<BarsClosed> bitcoins;

  @BeforeEach
  void prepare() throws IOException {
    scanner = new RunningScanner("beside", folder.resolve("tidemark.yaml"));
    String quote = scanner.run().replace("_", "").toUpperCase(Locale.ROOT);
    instrument = InstrumentId.of("kraken", "ETH/" + quote);
    bitcoin = InstrumentId.of("kraken", "BTC/" + quote);
    bars = RecordedBars.of(instrument, 7, TRADES);
    bitcoins = RecordedBars.of(bitcoin, 8, TRADES);
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(
        folder.resolve("tidemark.yaml"),
        "exchange: {name: kraken}\nsymbols: [%s, %s]\n"
            .formatted(instrument.symbol(), bitcoin.symbol()));
  }

  @AfterEach
  void close() {
    scanner.close();
  }

  private StrategyDefinition strategy(String className, String rest) throws IOException {
    return StrategyLoader.load(
        Files.writeString(
            folder.resolve("strategies").resolve("one.yaml"),
            """
            strategy: {class: %s}
            market: {exchange: kraken, symbol: %s, primary_timeframe: 1m}
            %s
            """
                .formatted(className, instrument.symbol(), rest)));
  }

  private List<ScanDecided> directly(
      StrategyDefinition strategy, List<BarsClosed> all, boolean withBitcoin) {
    ScanStage stage =
        new ScanStage(
            scanner.run(),
            instrument,
            List.of(strategy),
            StrategyRegistry.standard(),
            IndicatorCatalogue.standard(),
            withBitcoin ? new Peers(bitcoin.symbol(), List.of()) : Peers.NONE);
    Map<Instant, Double> closes = new TreeMap<>();
    bitcoins.forEach(one -> closes.put(one.closeTime(), one.bars().getFirst().close().toDouble()));
    List<ScanDecided> decisions = new ArrayList<>();
    for (BarsClosed one : all) {
      TreeMap<Symbol, Double> peers = new TreeMap<>();
      if (withBitcoin) {
        peers.put(bitcoin.symbol(), closes.get(one.closeTime()));
      }
      ScanInput input =
          ScanInput.of(one, Instant.EPOCH)
              .with(new MarketContext(one.microstructure(), peers))
              .with(Duration.between(one.closeTime(), one.observedAt()));
      if (stage.step(input) instanceof ScanOutcome.Decided decided) {
        decisions.add(decided.decided());
      }
    }
    return decisions;
  }

  @Test
  void warmsUpWithWhatTheIngestorHasStored() throws Exception {
    StrategyDefinition strategy =
        strategy("rules", "entry: {long: [close > ema(20), rsi(5)@5m < 60]}");
    List<ScanDecided> expected = directly(strategy, bars, false);
    try (Store store = new Store(bars.subList(0, 60))) {
      scanner.start("--tidemark.services.ingestor=" + store.address());
      scanner.kafka().publish(bars.subList(60, bars.size()));

      assertThat(scanner.decided(expected.size() - 60).decisions())
          .isEqualTo(expected.subList(60, expected.size()));
      assertThat(store.asked).isPositive();
    }
    assertThat(outcomes(expected.subList(60, 61))).doesNotContain(Outcome.BLOCKED);
    assertThat(
            scanner
                .sql()
                .queryForMap("select instants, instants_of_log from scanner.stage_beginning"))
        .containsEntry("instants", 60)
        .containsEntry("instants_of_log", 0);
  }

  @Test
  void isBlockedWhileItWarmsUpIfTheIngestorDoesNotAnswer() throws Exception {
    strategy("rules", "entry: {long: [close > ema(20)]}");
    scanner.start("--tidemark.services.ingestor=http://127.0.0.1:1");
    scanner.kafka().publish(bars.subList(60, 90));

    List<ScanDecided> decisions = scanner.decided(30).decisions();
    assertThat(outcomes(decisions.subList(0, 19))).containsOnly(Outcome.BLOCKED);
    assertThat(decisions.getFirst().decisions())
        .extracting(StrategyDecision::blockReason)
        .containsExactly(BlockReason.WARMING_UP);
    assertThat(outcomes(decisions.subList(19, 30))).doesNotContain(Outcome.BLOCKED);
  }

  private static List<Outcome> outcomes(List<ScanDecided> decisions) {
    return decisions.stream()
        .flatMap(decided -> decided.decisions().stream())
        .map(StrategyDecision::outcome)
        .toList();
  }

  @Test
  void comparesWithBitcoinWhoseBarsComeLaterAndDecidesTheSameAgain() throws Exception {
    StrategyDefinition strategy =
        strategy("rules", "entry: {long: [btc_correlation(8) > 0.2, close > ema(3)]}");
    List<ScanDecided> expected = directly(strategy, bars, true);
    scanner.start("--tidemark.scanner.peer-max-wait=20s", "--tidemark.scanner.snapshot-bars=7");
    for (int i = 0; i < 50; i++) {
      scanner.kafka().publish(bars.subList(i, i + 1));
      scanner.kafka().publish(bitcoins.subList(i, i + 1));
    }
    assertThat(scanner.decided(50).decisions()).isEqualTo(expected.subList(0, 50));
    assertThat(outcomes(expected)).contains(Outcome.SIGNAL, Outcome.HOLD);
    scanner.stop();
    scanner.sql().execute("delete from scanner.stage_snapshot");
    scanner.kafka().rewind("scanner-service", 20);

    scanner.start("--tidemark.scanner.peer-max-wait=20s");
    scanner.kafka().publish(bitcoins.subList(50, bitcoins.size()));
    scanner.kafka().publish(bars.subList(50, bars.size()));

    assertThat(scanner.decided(expected.size()).decisions()).isEqualTo(expected);
    assertThat(
            scanner.sql().queryForObject("select count(*) from scanner.scan_input", Integer.class))
        .isEqualTo(bars.size());
    JsonNode report = replay();
    assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("EQUAL");
    assertThat(report.path("recorded").asInt()).isEqualTo(expected.size());
    scanner.sql().execute("delete from scanner.scan_input");
    assertThat(replay().path("verdict").asString()).isEqualTo("INCOMPLETE");
    assertThat(replay().path("missing").toString()).contains("what lay beside the bars of");
  }

  private JsonNode replay() {
    return scanner.replay(RecordedBars.START, bars.getLast().closeTime().plusSeconds(1));
  }

  @Test
  void doesWithoutAPeerThatDoesNotCome() throws Exception {
    StrategyDefinition strategy =
        strategy("rules", "entry: {long: [btc_correlation(8) > 0.2, close > ema(3)]}");
    scanner.start("--tidemark.scanner.peer-max-wait=300ms");
    scanner.kafka().publish(bars.subList(0, 12));

    List<StrategyDecision> decisions =
        scanner.decided(12).decisions().stream().flatMap(one -> one.decisions().stream()).toList();
    assertThat(decisions)
        .extracting(StrategyDecision::outcome)
        .containsOnly(Outcome.BLOCKED)
        .hasSize(12);
    assertThat(decisions)
        .extracting(StrategyDecision::configurationHash)
        .containsOnly(strategy.configurationHash());
  }

  @Test
  void waitsForAPredictionAndRecordsWhichItUsed() throws Exception {
    strategy(
        "ComplexMLStrategy",
        """
        parameters:
          {rsi_period: 5, macd_fast: 3, macd_slow: 5, macd_signal: 3, bollinger_period: 5,
           orderbook_enabled: false}
        """);
    scanner.start("--ml.max-wait=20s");
    List<Prediction> predictions = new ArrayList<>();
    for (BarsClosed one : bars.subList(0, 20)) {
      scanner.kafka().publish(List.of(one));
      Prediction prediction = prediction(one.bars().getFirst());
      predictions.add(prediction);
      scanner.kafka().publish(List.of(prediction));
    }

    List<ScanDecided> decisions = scanner.decided(20).decisions();
    List<Optional<Object>> used =
        decisions.stream()
            .map(one -> Optional.<Object>ofNullable(one.decisions().getFirst().predictionId()))
            .toList();
    assertThat(used.subList(15, 20))
        .isEqualTo(
            predictions.subList(15, 20).stream()
                .map(one -> Optional.<Object>of(one.predictionId()))
                .toList());
    scanner.stop();

    scanner.start("--ml.max-wait=300ms");
    scanner.kafka().publish(bars.subList(20, 21));
    assertThat(scanner.decided(21).decisions().getLast().decisions().getFirst().predictionId())
        .isNull();
    assertThat(replay().path("verdict").asString()).isEqualTo("EQUAL");
    assertThat(replay().path("recorded").asInt()).isEqualTo(21);
    assertThatAPredictionThatWasNotUsedIsTold();
  }

  private void assertThatAPredictionThatWasNotUsedIsTold() {
    Instant closeTime = bars.get(17).closeTime();
    scanner
        .sql()
        .update(
            "update scanner.scan_input set predictions = '{}' where close_time = ?",
            closeTime.atOffset(ZoneOffset.UTC));

    JsonNode first = replay().path("firstDifference");

    assertThat(first.path("subject").asString()).startsWith(closeTime + " " + instrument.key());
    assertThat(first.path("fields").valueStream().map(one -> one.path("field").asString()))
        .contains("predictionId");
    assertThat(first.path("recorded").asString()).contains("predictionId=id");
    assertThat(first.path("replayed").asString()).doesNotContain("predictionId");
  }

  private Prediction prediction(Bar bar) {
    return new Prediction(
        Ids.of("prediction", scanner.run(), bar.openTime()),
        "lstm",
        "hash",
        instrument,
        bar.timeframe(),
        bar.openTime(),
        Map.of("up", 0.7, "down", 0.3),
        bar.closeTime(),
        bar.closeTime());
  }

  /** Stored bars, told as the ingestor tells them. */
  private static final class Store implements AutoCloseable {

    private final List<BarsClosed> bars;
    private final HttpServer server;
    private int asked;

    Store(List<BarsClosed> bars) throws IOException {
      this.bars = bars;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/api/v1/candles", this::answer);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      asked++;
      Map<String, String> query = new TreeMap<>();
      for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
        String[] pair = part.split("=", 2);
        query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
      Timeframe timeframe = Timeframe.parse(query.getOrDefault("timeframe", ""));
      Instant from = Instant.parse(query.getOrDefault("from", ""));
      Instant to = Instant.parse(query.getOrDefault("to", ""));
      List<Bar> found =
          bars.stream()
              .flatMap(one -> one.bars().stream())
              .filter(bar -> bar.timeframe() == timeframe)
              .filter(bar -> !bar.openTime().isBefore(from) && bar.openTime().isBefore(to))
              .toList();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      PackedCandles.write(
          packed, new CandleSeries(bars.getFirst().instrument(), timeframe), found.iterator());
      exchange.sendResponseHeaders(200, packed.size());
      try (exchange) {
        exchange.getResponseBody().write(packed.toByteArray());
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
