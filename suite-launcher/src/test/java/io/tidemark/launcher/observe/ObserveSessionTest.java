package io.tidemark.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command beside a stand-in of a suite. */
class ObserveSessionTest {

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String STREAMS =
      """
      [{"exchange":"kraken","symbol":"BTC/USD","state":"LIVE",
        "lastEventTime":"2026-01-01T12:03:19Z","ageSeconds":"1.000",
        "trades":10,"tickers":20,"books":30,
        "channels":[{"channel":"TRADES","state":"LIVE","lastHeard":"2026-01-01T12:03:18Z"}]}]
      """;
  private static final String BARS =
      """
      {"items":[{"openTime":"2026-01-01T12:02:00Z","completeness":"COMPLETE"}],"total":1}
      """;

  @TempDir private Path folder;
  private final SuitePorts ports = FreePorts.ofSuite();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private @Nullable StandInSuite suite;

  private StandInSuite start() throws IOException {
    StandInSuite started = new StandInSuite(ports);
    started.answer(TidemarkService.INGESTOR, "/api/v1/streams", STREAMS);
    started.answer(TidemarkService.INGESTOR, "/api/v1/candles", BARS);
    suite = started;
    return started;
  }

  @AfterEach
  void stop() {
    if (suite != null) {
      suite.close();
    }
  }

  private ObserveSession session(Duration length) {
    return new ObserveSession(
        new ObserveSettings(length, Duration.ZERO, folder.resolve("report.json")),
        ports,
        new PrintStream(output, true, StandardCharsets.UTF_8),
        false);
  }

  @Test
  void tellsASoundSuiteAndAsksWithGetOnly() throws IOException {
    StandInSuite running = start();

    ObserveReport report = session(SHORT).run();

    assertThat(report.findings()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(running.methods()).containsExactly("GET");
    assertThat(report.services()).hasSize(8).allMatch(ObserveReport.Service::up);
    assertThat(report.markets())
        .singleElement()
        .satisfies(
            market -> {
              assertThat(market.worstAgeSeconds()).isEqualTo(1.0);
              // Heard at 12:03:18, told at 12:03:19 plus one second.
              assertThat(market.worstAgeSecondsByChannel()).containsEntry("TRADES", 2.0);
              // It closed at 12:03:00, 20 s before.
              assertThat(market.bars()).containsEntry("1m", new ObserveReport.Bars(1, 0, 0, 20.0));
            });
    String text = output.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("sound so far  8/8 up");
    assertThat(text.lines().toList().getLast()).startsWith("SOUND: watched for ");
    JsonNode written = Json.mapper().readTree(Files.readAllBytes(folder.resolve("report.json")));
    assertThat(written.path("verdict").asString()).isEqualTo("SOUND");
    assertThat(written.path("markets").get(0).path("bars").path("1m").path("seen").asInt())
        .isEqualTo(1);
  }

  @Test
  void tellsWhatMakesASuiteUnsound() throws IOException {
    StandInSuite running = start();
    running.answer(
        TidemarkService.BACKTESTER, "/actuator/prometheus", "tidemark_parity_verdict 2.0\n");

    ObserveReport report = session(SHORT).run();

    assertThat(report.isSound()).isFalse();
    assertThat(report.verdict()).isEqualTo("UNSOUND");
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("UNSOUND  backtester-service: the last parity certificate is DIFFERENT");
  }

  @Test
  void anAnswerThatCannotBeReadIsAFindingAndNoFailure() throws IOException {
    start().answer(TidemarkService.POSITION, "/api/v1/risk", "<html>");

    ObserveReport report = session(SHORT).run();

    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.about()).isEqualTo("position-service");
              assertThat(finding.text()).startsWith("answers GET /api/v1/risk with what cannot be");
            });
  }

  @Test
  void aStopEndsItWithWhatWasSeen() throws IOException {
    start();
    ObserveSession session = session(Duration.ofHours(1));
    session.requestStop();

    ObserveReport report = session.run();

    assertThat(report.interrupted()).isTrue();
    assertThat(output.toString(StandardCharsets.UTF_8)).contains("stopped before the end");
    assertThat(folder.resolve("report.json")).exists();
  }

  @Test
  void tellsInOneLineThatNothingRuns() {
    assertThatThrownBy(() -> session(SHORT).run())
        .isInstanceOf(NoSuiteException.class)
        .hasMessageContaining("no suite answers at http://127.0.0.1:" + (8080 + ports.offset()))
        .hasMessageContaining("./tidemark up");
    assertThat(output.size()).isZero();
  }

  @Test
  void refusesNoTimeAtAll() {
    assertThatThrownBy(() -> session(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--for must be above 0, was PT0S");
  }
}
