package io.tidemark.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.observe.SuiteReader.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sound, what is remarked, and what is not sound. */
class JudgeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String UP = "{\"status\":\"UP\"}";

  private final Observation seen = new Observation();

  @BeforeEach
  void aSuiteThatIsUp() {
    for (TidemarkService service : TidemarkService.values()) {
      health(service, ok(UP), 0);
    }
    streams("LIVE", "LIVE", 1, 0);
    seen.account(ok("{\"state\":\"ACTIVE\",\"reason\":\"\",\"balances\":[]}"));
  }

  private static Answer ok(String body) {
    return new Answer(200, body, Duration.ofMillis(5));
  }

  private static Answer none() {
    return new Answer(0, "Connection refused", Duration.ZERO);
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private void health(TidemarkService service, Answer answer, long second) {
    seen.service(service).answered(ServiceWatch.HEALTH, answer, at(second));
    seen.service(service).health(answer, at(second));
  }

  private void metrics(TidemarkService service, String page, long second) {
    seen.metrics(service, ok(page), at(second));
  }

  /** One market whose event is a second old. */
  private void streams(String state, String trades, long count, long second) {
    seen.streams(
        ok(
            """
            [{"exchange":"kraken","symbol":"BTC/USD","state":"%s",
              "lastEventTime":"%s","ageSeconds":"1.000","trades":%d,"tickers":0,"books":0,
              "channels":[{"channel":"TRADES","state":"%s","lastHeard":"%s"}]}]
            """
                .formatted(state, at(second - 1), count, trades, at(second - 1))),
        at(second));
  }

  private List<Finding> findings() {
    return Judge.findings(seen);
  }

  private Verdict verdict() {
    return Verdict.of(findings());
  }

  @Test
  void aSuiteInWhichAllIsAsItShouldBeIsSound() {
    assertThat(findings()).isEmpty();
    assertThat(verdict()).isEqualTo(Verdict.SOUND);
  }

  @ParameterizedTest
  @CsvSource({"29, SOUND_BUT", "30, UNSOUND"})
  void aServiceMayBeAwayForLessThanHalfAMinute(long seconds, Verdict expected) {
    health(TidemarkService.SCANNER, none(), 5);
    health(TidemarkService.SCANNER, none(), 5 + seconds);

    List<Finding> soFar = Judge.findingsSoFar(seen);
    assertThat(Verdict.of(soFar)).isEqualTo(expected);
    assertThat(soFar)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.about()).isEqualTo("scanner-service");
              assertThat(finding.text())
                  .isEqualTo(
                      "does not answer Connection refused (for %d s, and still)"
                          .formatted(seconds));
            });
  }

  @Test
  void aServiceThatIsAwayAtTheEndIsUnsoundForHoweverLong() {
    health(TidemarkService.SCANNER, none(), 5);
    assertThat(verdict()).as("missed once").isEqualTo(Verdict.SOUND_BUT);

    health(TidemarkService.SCANNER, none(), 7);

    assertThat(verdict()).isEqualTo(Verdict.UNSOUND);
  }

  @Test
  void whatAServiceLacksIsNamed() {
    String down =
        "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\"},\"ping\":{\"status\":\"UP\"}}}";
    health(TidemarkService.POSITION, new Answer(503, down, Duration.ofMillis(5)), 5);
    health(TidemarkService.POSITION, ok(UP), 15);

    assertThat(findings())
        .containsExactly(
            Finding.remark("position-service", "lacks db DOWN (once, for 10 s at most)"));
  }

  @Test
  void anAnswerWithAnErrorIsTold() {
    Answer error = new Answer(500, "{}", Duration.ofMillis(5));
    seen.service(TidemarkService.INGESTOR).answered("/api/v1/streams?x=1", error, at(5));
    seen.service(TidemarkService.INGESTOR).answered("/api/v1/streams", error, at(45));

    assertThat(findings())
        .containsExactly(
            Finding.unsound(
                "ingestor-service", "answers 500 to GET /api/v1/streams (for 40 s, and still)"));
  }

  @Test
  void aServiceThatBeganAnewIsRemarked() {
    metrics(TidemarkService.ML, "process_start_time_seconds 1000", 0);
    metrics(TidemarkService.ML, "process_start_time_seconds 1000", 10);
    metrics(TidemarkService.ML, "process_start_time_seconds 1015", 20);

    assertThat(findings()).containsExactly(Finding.remark("ml-service", "began anew once"));
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void answersMayTakeASecond(long millis, boolean sound) {
    for (int i = 0; i < 25; i++) {
      Answer slow = new Answer(200, UP, Duration.ofMillis(millis));
      seen.service(TidemarkService.ML).answered(ServiceWatch.HEALTH, slow, at(5));
    }

    assertThat(findings().isEmpty()).isEqualTo(sound);
  }

  @ParameterizedTest
  @CsvSource({"59, SOUND_BUT", "60, UNSOUND"})
  void aChannelMayBeStalledForLessThanAMinute(long seconds, Verdict expected) {
    streams("STALLED", "STALLED", 2, 5);
    streams("STALLED", "STALLED", 3, 5 + seconds);

    assertThat(verdict()).isEqualTo(expected);
    assertThat(findings().getFirst().about()).isEqualTo("kraken|BTC/USD");
    assertThat(findings().getFirst().text()).startsWith("TRADES is STALLED (for ");
  }

  @Test
  void threeMinutesWithoutAnythingAreUnsound() {
    for (int second = 5; second <= 185; second += 5) {
      streams("LIVE", "LIVE", 1, second);
    }

    assertThat(findings())
        .containsExactly(
            Finding.unsound(
                "market data", "no trade, ticker or book came (for 3 min 0 s, and still)"));
  }

  @Test
  void aQuietMinuteIsNoFinding() {
    for (int second = 5; second <= 60; second += 5) {
      streams("LIVE", "LIVE", 1, second);
    }

    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, SOUND", "1, UNSOUND"})
  void deadLettersAreUnsound(int grown, Verdict expected) {
    metrics(TidemarkService.POSITION, letters(4), 0);
    metrics(TidemarkService.POSITION, letters(4 + grown), 10);

    assertThat(verdict()).isEqualTo(expected);
  }

  private static String letters(int count) {
    return "tidemark_dead_letters_total{topic=\"strategy.signal.v1\"} " + count;
  }

  @Test
  void anOrderInDoubtForAMinuteIsUnsound() {
    metrics(TidemarkService.EXECUTION, "tidemark_orders_unknown 1.0", 0);
    metrics(TidemarkService.EXECUTION, "tidemark_orders_unknown 2.0", 50);
    assertThat(verdict()).isEqualTo(Verdict.SOUND_BUT);

    metrics(TidemarkService.EXECUTION, "tidemark_orders_unknown 2.0", 60);

    assertThat(findings())
        .containsExactly(
            Finding.unsound(
                "orders", "2 may or may not be at the venue (for 1 min 0 s, and still)"));
  }

  @Test
  void lagIsUnsoundOnceItLasts() {
    String far =
        """
        kafka_consumer_fetch_manager_records_lag{partition="0"} 5001
        kafka_consumer_fetch_manager_records_lag{partition="1"} 9
        """;
    metrics(TidemarkService.SCANNER, far, 0);
    metrics(TidemarkService.SCANNER, far, 110);
    assertThat(verdict()).isEqualTo(Verdict.SOUND_BUT);

    metrics(TidemarkService.SCANNER, far, 120);

    assertThat(findings())
        .containsExactly(
            Finding.unsound(
                "scanner-service", "is 5010 messages behind (for 2 min 0 s, and still)"));
  }

  @Test
  void anEventThatIsNotPublishedIsUnsoundOnceItLasts() {
    metrics(TidemarkService.POSITION, "tidemark_outbox_age_seconds 31", 0);
    metrics(TidemarkService.POSITION, "tidemark_outbox_age_seconds 61", 30);

    assertThat(findings())
        .containsExactly(
            Finding.unsound(
                "position-service",
                "has an event that waits for 1 min 1 s to be published (for 30 s, and still)"));
  }

  @Test
  void aDifferenceWithTheVenuesBooksIsUnsound() {
    metrics(TidemarkService.EXECUTION, "tidemark_orders_unknown 0", 0);
    metrics(
        TidemarkService.EXECUTION,
        "tidemark_reconciliation_differences_total{kind=\"BALANCE\"} 1",
        10);

    assertThat(findings())
        .containsExactly(
            Finding.unsound("execution-service", "1 differences with the venue's books: BALANCE"));
  }

  @Test
  void anAccountThatDoesNotEnterIsRemarkedWithItsReason() {
    seen.account(ok("{\"state\":\"REDUCING\",\"reason\":\"MAX_DRAWDOWN of USD\",\"balances\":[]}"));

    assertThat(findings())
        .containsExactly(Finding.remark("account", "is REDUCING: MAX_DRAWDOWN of USD"));
  }

  @Test
  void aParityCertificateCountsAsItStands() {
    metrics(TidemarkService.BACKTESTER, "tidemark_parity_verdict 1.0", 0);
    assertThat(verdict()).isEqualTo(Verdict.SOUND_BUT);

    metrics(TidemarkService.BACKTESTER, "tidemark_parity_verdict 2.0", 10);

    assertThat(verdict()).isEqualTo(Verdict.UNSOUND);
  }
}
