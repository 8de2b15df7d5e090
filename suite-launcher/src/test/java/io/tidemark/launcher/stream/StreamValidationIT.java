package io.tidemark.launcher.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.cli.TidemarkCommand;
import io.tidemark.launcher.stream.StreamCheck.Outcome;
import io.tidemark.model.Symbol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The command against the real simulator, over its REST interface and its stream. */
class StreamValidationIT {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(9);

  @TempDir Path folder;
  private SeededVenue venue;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @BeforeEach
  void open() throws IOException {
    venue = SeededVenue.fast(folder);
  }

  @AfterEach
  void close() {
    venue.close();
  }

  private StreamValidation validation(Duration length, URI rest, Symbol... symbols) {
    return validation(length, Duration.ofSeconds(60), rest, symbols);
  }

  private StreamValidation validation(
      Duration length, Duration maxAge, URI rest, Symbol... symbols) {
    return new StreamValidation(
        new StreamSettings(
            "kraken", List.of(symbols), length, maxAge, rest, venue.stream(), venue.clock(), null),
        new PrintStream(output, true, StandardCharsets.UTF_8),
        false);
  }

  private static Outcome outcome(StreamReport report, String name, Symbol symbol) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name) && symbol.toString().equals(check.symbol()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + name + " of " + symbol))
        .outcome();
  }

  @Test
  void passesASoundStreamAndCallsASilentSymbolIdle() {
    StreamReport report =
        validation(LONG_ENOUGH, venue.rest(), SeededVenue.BUSY, SeededVenue.SILENT).run();

    assertThat(report.checks())
        .filteredOn(check -> check.outcome() == Outcome.FAIL)
        .as(report.text())
        .isEmpty();
    assertThat(report.passed()).isTrue();
    for (String name :
        List.of(
            "channel.trades",
            "channel.ticker",
            "channel.book",
            "trades.order",
            "trades.complete",
            "trades.age",
            "book.sane",
            "book.checksum",
            "ticker.sane",
            "candle.consistent",
            "invalid")) {
      assertThat(outcome(report, name, SeededVenue.BUSY)).as(name).isEqualTo(Outcome.PASS);
    }
    assertThat(outcome(report, "channel.trades", SeededVenue.SILENT)).isEqualTo(Outcome.IDLE);
    assertThat(outcome(report, "channel.book", SeededVenue.SILENT)).isEqualTo(Outcome.PASS);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("forming minute", "bids, sum", "last trades", "PASS: kraken");
  }

  @Test
  void endsAtOnceWhenToldToAndTellsWhatItSaw() throws Exception {
    StreamValidation validation = validation(Duration.ofHours(1), venue.rest(), SeededVenue.BUSY);
    CompletableFuture<StreamReport> report = CompletableFuture.supplyAsync(validation::run);
    awaitLiveTrades();

    long asked = System.nanoTime();
    validation.requestStop();

    StreamReport told = report.get(10, TimeUnit.SECONDS);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
    assertThat(told.interrupted()).isTrue();
    assertThat(told.verdict()).isEqualTo("INTERRUPTED");
    assertThat(told.passed()).isFalse();
    assertThat(output.toString(StandardCharsets.UTF_8)).contains("INTERRUPTED: kraken");
    assertThat(outcome(told, "channel.trades", SeededVenue.BUSY)).isEqualTo(Outcome.PASS);
    assertThat(outcome(told, "trades.complete", SeededVenue.BUSY)).isEqualTo(Outcome.SKIPPED);
  }

  private void awaitLiveTrades() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                output
                    .toString(StandardCharsets.UTF_8)
                    .matches("(?s).*BTC/USD  last \\d.*  trades [1-9].*"));
  }

  @ParameterizedTest
  @CsvSource({"trade, trades.complete, 9", "book, channel.book, 14"})
  void failsAStreamOfWhichAChannelStalls(String channel, String failing, int seconds)
      throws Exception {
    venue.close();
    venue = SeededVenue.atOurSpeed(Files.createDirectory(folder.resolve("slow")));
    StreamValidation validation =
        validation(
            Duration.ofSeconds(seconds), Duration.ofSeconds(2), venue.rest(), SeededVenue.BUSY);
    CompletableFuture<StreamReport> report = CompletableFuture.supplyAsync(validation::run);
    awaitLiveTrades();
    venue.stall(channel);

    StreamReport told = report.get(30, TimeUnit.SECONDS);

    assertThat(told.verdict()).as(told.text()).isEqualTo("FAIL");
    assertThat(told.checks())
        .filteredOn(check -> check.outcome() == Outcome.FAIL)
        .as(told.text())
        .extracting(StreamCheck::name)
        .containsExactly(failing);
  }

  @Test
  void failsWhereNobodyAnswers() {
    StreamReport report =
        validation(LONG_ENOUGH, URI.create("http://127.0.0.1:1"), SeededVenue.BUSY).run();

    assertThat(report.passed()).isFalse();
    assertThat(report.checks())
        .singleElement()
        .satisfies(check -> assertThat(check.name()).isEqualTo("connected"))
        .satisfies(check -> assertThat(check.detail()).contains("reading instruments"));
  }

  @Test
  void refusesASymbolThatIsNotListed() {
    assertThatThrownBy(() -> validation(LONG_ENOUGH, venue.rest(), Symbol.parse("DOGE/USD")).run())
        .hasMessage("--symbol: kraken does not list [DOGE/USD]; name others");
  }

  @Test
  void isACommandWithAnExitCodeAndAReport() throws IOException {
    Path json = folder.resolve("report.json");

    int status =
        TidemarkCommand.execute(
            "stream",
            "--for=4s",
            "--exchange=kraken",
            "--symbol",
            SeededVenue.BUSY.toString(),
            "--rest-url=" + venue.rest(),
            "--websocket-url=" + venue.stream(),
            "--clock=" + venue.clock(),
            "--max-age=60s",
            "--json=" + json);

    assertThat(status).isZero();
    JsonNode report = Json.mapper().readTree(Files.readAllBytes(json));
    assertThat(report.get("verdict").asString()).isEqualTo("PASS");
    assertThat(report.propertyNames())
        .containsExactly(
            "exchange", "symbols", "verdict", "startedAt", "seconds", "interrupted", "checks");
    assertThat(
            TidemarkCommand.execute("stream", "--for=4s", "--exchange=nowhere", "--symbol", "A/B"))
        .isNotZero();
  }
}
