package io.tidemark.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.observe.Rota.Question;
import io.tidemark.launcher.observe.SuiteReader.Answer;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bars of a minute series, asked for at 12:03:20 of the suite's time. */
class SeriesWatchTest {

  private static final Instant HERE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String NONE = "{\"items\":[],\"total\":0}";

  private final VenueTime time = new VenueTime();
  private final Rota rota = new Rota();
  private final SeriesWatch series = new SeriesWatch(Timeframe.M1);

  @BeforeEach
  void begin() {
    time.see(NOON.plusSeconds(200), HERE);
    InstrumentId instrument = new InstrumentId("kraken", Symbol.parse("BTC/USD"));
    rota.add(new BarQuestions(rota, time, instrument, series).question(), 0);
  }

  /** What is asked next; answered with this. */
  private String next(String body) {
    Question question = rota.take(Long.MAX_VALUE / 2);
    assertThat(question.service()).isEqualTo(TidemarkService.INGESTOR);
    String path = question.path().get().orElseThrow();
    question.heard().accept(new Answer(200, body, Duration.ZERO), HERE);
    return path;
  }

  private static String bars(String... opens) {
    StringBuilder items = new StringBuilder();
    for (String open : opens) {
      items
          .append(items.isEmpty() ? "" : ",")
          .append(
              "{\"openTime\":\"2026-01-01T%s:00Z\",\"completeness\":\"%s\"}"
                  .formatted(open.substring(0, 5), open.endsWith("!") ? "PARTIAL" : "COMPLETE"));
    }
    return "{\"items\":[%s],\"total\":%d}".formatted(items, opens.length);
  }

  @Test
  void aBarIsDueFifteenSecondsAfterItsClose() {
    // 12:03:20 less 15 s lies in the slot of 12:03: the one before it has to be there.
    assertThat(series.due(time)).contains(NOON.plusSeconds(120));

    VenueTime earlier = new VenueTime();
    earlier.see(NOON.plusSeconds(194), HERE);

    assertThat(series.due(earlier)).contains(NOON.plusSeconds(60));
  }

  @Test
  void inAReplayItMayTakeAsLongByOurTime() {
    VenueTime fast = new VenueTime();
    fast.see(NOON, HERE);
    fast.see(NOON.plusSeconds(600), HERE.plusSeconds(10));

    // Sixty times as fast: 15 s of ours are 15 min of the suite's.
    assertThat(series.due(fast)).contains(NOON.minusSeconds(6 * 60));
  }

  @Test
  void countsBarsAndHolesOnceHoweverOftenTheyAreTold() {
    assertThat(next(bars("12:02", "12:03!")))
        .isEqualTo(
            "/api/v1/candles?exchange=kraken&symbol=BTC%2FUSD&timeframe=1m"
                + "&from=2026-01-01T12:02:00Z&size=1000");
    next(bars("12:02", "12:03!"));

    assertThat(series.bars()).isEqualTo(2);
    assertThat(series.partial()).isEqualTo(1);
    assertThat(series.missing()).isEmpty();
    // The newest one closed at 12:04, which the suite's clock has yet to reach.
    assertThat(series.age()).contains(Duration.ZERO);
  }

  @Test
  void aSlotWithoutTradesNeedsNoBar() {
    next(NONE);

    assertThat(next(NONE))
        .isEqualTo(
            "/api/v1/trades?exchange=kraken&symbol=BTC%2FUSD"
                + "&from=2026-01-01T12:02:00Z&to=2026-01-01T12:03:00Z&size=1");
    assertThat(series.missing()).isEmpty();
    assertThat(series.isSuspect(NOON.plusSeconds(120))).isFalse();
  }

  @Test
  void aBarThatComesLateIsNotMissing() {
    next(NONE);
    next("{\"items\":[{}],\"total\":12}");

    next(bars("12:02"));
    next(bars("12:02"));

    assertThat(series.missing()).isEmpty();
  }

  @Test
  void aSlotThatWasTradedInAndTwiceLacksItsBarIsMissingOnce() {
    next(NONE);
    next("{\"items\":[{}],\"total\":12}");

    // Its turn in the rota, and the second look, in whichever order.
    next(NONE);
    next(NONE);

    assertThat(series.missing()).containsExactly(NOON.plusSeconds(120));
  }
}
