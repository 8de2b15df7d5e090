package io.tidemark.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was decided on real Kafka and Postgres, decided again from what they keep. */
class ReplayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TRADES = 6_000;
  private static final int FORGED = 50;

  @TempDir private Path folder;
  private RunningScanner scanner;
  private InstrumentId instrument;
  private Collection<StrategyDefinition> strategies;
  private List<BarsClosed> bars;
  private Instant end;

  @BeforeEach
  void configure() throws IOException {
    scanner = new RunningScanner("replay", folder.resolve("tidemark.yaml"));
    String base = scanner.run().replace("_", "").toUpperCase(Locale.ROOT);
    instrument = InstrumentId.of("kraken", base + "/USD");
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(
        folder.resolve("tidemark.yaml"),
        "exchange: {name: kraken}\nsymbols: [%s]\n".formatted(instrument.symbol()));
    write("reversion", "1m", "rsi(5) < 45", "rsi(5) > 60");
    write("crossover", "5m", "sma(2) crosses_above sma(4)", "rsi(5)@1m > 70");
    strategies = StrategyLoader.loadAll(folder.resolve("strategies")).values();
    bars = RecordedBars.of(instrument, 7, TRADES);
    end = bars.getLast().closeTime().plusSeconds(1);
  }

  private void write(String id, String timeframe, String entry, String exit) throws IOException {
    Files.writeString(
        folder.resolve("strategies").resolve(id + ".yaml"),
        """
        strategy: {id: %s, mode: live}
        market: {exchange: kraken, symbol: %s, primary_timeframe: %s}
        entry: {long: [%s]}
        exit: {long: [%s]}
        """
            .formatted(scanner.run() + "-" + id, instrument.symbol(), timeframe, entry, exit));
  }

  @AfterEach
  void close() {
    scanner.close();
  }

  private Scanned expected() {
    return Scanned.directly(scanner.run(), strategies, bars);
  }

  private static long decisions(Scanned scanned) {
    return scanned.decisions().stream().mapToLong(one -> one.decisions().size()).sum();
  }

  private void corrected(List<BarsClosed> some) {
    List<BarsClosed> published = new ArrayList<>(some);
    published.add(10, RecordedBars.corrected(some.get(5)));
    published.add(12, some.get(3));
    scanner.kafka().publish(published);
  }

  @Test
  void decidesAgainWhatWasDecidedAndLeavesEverythingAsItIs() {
    Scanned expected = expected();
    scanner.start();
    corrected(bars);
    scanner.decided(expected.decisions().size());

    JsonNode all = scanner.replay(RecordedBars.START, end);
    Instant middle = bars.get(60).closeTime();
    JsonNode half = scanner.replay(middle, end);

    assertThat(all.path("verdict").asString()).as(all::toString).isEqualTo("EQUAL");
    assertThat(all.path("missing")).isEmpty();
    assertThat(all.path("inputs").asInt()).isEqualTo(bars.size());
    assertThat(all.path("recorded").asLong()).isEqualTo(decisions(expected));
    assertThat(all.path("replayed").asLong()).isEqualTo(decisions(expected));
    assertThat(all.path("recordedSha256").asString())
        .isEqualTo(all.path("replayedSha256").asString());
    assertThat(all.path("configurations").size()).isEqualTo(2);
    assertThat(half.path("verdict").asString()).as(half::toString).isEqualTo("EQUAL");
    assertThat(half.path("recorded").asLong()).isEqualTo(decisions(expected.from(middle)));
    assertThat(half.path("recordedSha256").asString())
        .isNotEqualTo(all.path("recordedSha256").asString());
    assertThat(scanner.kafka().of(scanner.run())).isEqualTo(expected);
    assertThat(
            scanner
                .sql()
                .queryForObject("select count(*) from scanner.stage_beginning", Long.class))
        .isEqualTo(1);
  }

  @Test
  void tellsTheFirstDecisionThatWasPublishedOtherwiseWithWhatLedToBoth() {
    Scanned expected = expected();
    ScanDecided forged = withConfidence(expected.decisions().get(FORGED), 0.123);
    scanner
        .kafka()
        .publish(List.of(forged, withConfidence(expected.decisions().get(FORGED + 9), 0.2)));
    scanner.start();
    scanner.kafka().publish(bars);
    scanner.decided(expected.decisions().size());

    JsonNode report = scanner.replay(RecordedBars.START, end);

    assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("DIFFERENT");
    assertThat(report.path("missing")).isEmpty();
    assertThat(report.path("recordedSha256").asString())
        .isNotEqualTo(report.path("replayedSha256").asString());
    JsonNode first = report.path("firstDifference");
    StrategyDecision changed = forged.decisions().getFirst();
    assertThat(first.path("subject").asString())
        .isEqualTo("%s %s %s".formatted(forged.closeTime(), instrument.key(), changed.strategy()));
    assertThat(first.path("fields")).hasSize(1);
    JsonNode field = first.path("fields").get(0);
    assertThat(field.path("field").asString()).isEqualTo("confidence");
    assertThat(field.path("recorded").asString()).isEqualTo("0.123");
    assertThat(first.path("recordedChain").valueStream().map(link -> link.path("kind").asString()))
        .containsExactly("bars", "strategies", "decision");
    assertThat(first.path("replayedChain").get(0).path("detail").asString())
        .contains("close " + bars.get(FORGED).bars().getFirst().close());
    assertThat(report.path("differences").asInt())
        .isEqualTo(
            forged.decisions().size() + expected.decisions().get(FORGED + 9).decisions().size());
  }

  private static ScanDecided withConfidence(ScanDecided decided, double confidence) {
    return new ScanDecided(
        decided.instrument(),
        decided.run(),
        decided.closeTime(),
        decided.decisions().stream()
            .map(
                one ->
                    new StrategyDecision(
                        one.decisionId(),
                        one.strategy(),
                        one.timeframe(),
                        one.outcome(),
                        one.type(),
                        confidence,
                        one.strength(),
                        one.blockReason(),
                        one.reasons(),
                        one.indicators(),
                        one.configurationHash(),
                        one.predictionId()))
            .toList(),
        decided.observedAt());
  }

  @Test
  void doesNotCallEqualWhatKafkaNoLongerKeeps() throws Exception {
    Scanned expected = expected();
    scanner.start("--tidemark.scanner.snapshot-bars=1");
    scanner.kafka().publish(bars.subList(0, 30));
    scanner.decided(30);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Long.valueOf(1)
                    .equals(
                        scanner
                            .sql()
                            .queryForObject(
                                "select count(*) from scanner.stage_checkpoint", Long.class)));
    scanner.kafka().publish(bars.subList(30, bars.size()));
    scanner.decided(expected.decisions().size());

    scanner.kafka().forgetBarsBefore(bars.get(1));

    JsonNode all = scanner.replay(RecordedBars.START, end);
    assertThat(all.path("verdict").asString()).as(all::toString).isEqualTo("INCOMPLETE");
    assertThat(all.path("missing").toString()).contains(instrument.key());
    Instant replayable = Instant.parse(all.path("replayableFrom").asString());
    assertThat(replayable).isBetween(bars.get(1).closeTime(), bars.get(30).closeTime());
    JsonNode late = scanner.replay(replayable, end);
    assertThat(late.path("verdict").asString()).as(late::toString).isEqualTo("EQUAL");
    assertThat(late.path("recorded").asLong()).isEqualTo(decisions(expected.from(replayable)));
    assertThat(late.path("recorded").asLong()).isEqualTo(all.path("recorded").asLong());
  }

  @Test
  void tellsWhatIsWrongWithAWindow() {
    scanner.start();

    assertThat(scanner.get("/api/v1/replays?from=%s&to=%s".formatted(end, RecordedBars.START)))
        .contains("to must be after from");
    assertThat(scanner.get("/api/v1/replays?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z"))
        .contains("at most 7 days");
    assertThat(scanner.get("/api/v1/replays?from=2020-01-01T00:00:00Z")).contains("to");
  }
}
