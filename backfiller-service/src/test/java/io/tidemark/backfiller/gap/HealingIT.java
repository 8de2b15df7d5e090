package io.tidemark.backfiller.gap;

import static io.tidemark.backfiller.Samples.candle;
import static io.tidemark.backfiller.Samples.holed;
import static io.tidemark.backfiller.Samples.trade;
import static io.tidemark.backfiller.Samples.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.backfiller.ScriptedBackfiller;
import io.tidemark.backfiller.StoreStandIn;
import io.tidemark.core.history.Span;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** Live gaps at venues of every kind; each test has a market of its own. */
@Timeout(120)
class HealingIT {

  private static final Instant OPEN = Instant.parse("2024-03-05T11:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path directory;
  private static StoreStandIn store;
  private static ScriptedBackfiller service;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreStandIn();
    service = new ScriptedBackfiller(directory, store);
  }

  @AfterAll
  static void stop() {
    service.close();
    store.close();
  }

  @Test
  void closesNoGapThatHasGrownSinceItWasRead() {
    InstrumentId instrument = InstrumentId.of("kraken", "GROWN/USD");
    GapTable gaps = service.bean(GapTable.class);
    TransactionTemplate transactions = service.bean(TransactionTemplate.class);
    Instant later = ScriptedBackfiller.NOW.plus(Duration.ofDays(365));
    transactions.executeWithoutResult(
        status -> gaps.noteLive(instrument, Timeframe.M1, slot(0), later));
    Gap read = of(gaps, instrument);
    transactions.executeWithoutResult(
        status -> gaps.noteLive(instrument, Timeframe.M1, slot(1), later));

    assertThat(gaps.rebuilt(read, new byte[0])).isFalse();
    assertThat(gaps.close(read, GapState.HEALED, "", later)).isFalse();
    Gap grown = of(gaps, instrument);
    assertThat(grown.state()).isEqualTo(GapState.OPEN);
    assertThat(grown.span()).isEqualTo(new Span(OPEN, OPEN.plusSeconds(120)));
    assertThat(gaps.rebuilt(grown, new byte[0])).isTrue();
    assertThat(gaps.close(grown, GapState.HEALED, "", later)).isTrue();
  }

  private static Gap of(GapTable gaps, InstrumentId instrument) {
    return gaps.due(Instant.parse("2099-01-01T00:00:00Z")).stream()
        .filter(gap -> gap.instrument().equals(instrument))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void makesNoBarOfTradesThatBeginAmidIt() {
    InstrumentId instrument = service.binance().list("RECENT/USD", true);
    for (int second : List.of(5, 10, 40, 70, 80)) {
      service.binance().trade(trade(instrument, OPEN.plusSeconds(second), "1"));
    }
    service.binance().candle(instrument, candle(Timeframe.M1, OPEN, "3"));

    service.live(instrument, holed(Timeframe.M1, OPEN, "0.5"));

    awaitHealed(instrument, Timeframe.M1);
    Bar healed = stored(instrument, Timeframe.M1, OPEN);
    assertThat(healed.volume().value()).isEqualByComparingTo("3");
    assertThat(healed.source()).isEqualTo(BarSource.VENUE_CANDLE);
  }

  @Test
  void makesABarOfRecentTradesThatReachBackBeforeIt() {
    InstrumentId instrument = service.binance().list("REACHING/USD", true);
    Instant open = OPEN.plusSeconds(60);
    for (int second : List.of(50, 70, 130)) {
      service.binance().trade(trade(instrument, OPEN.plusSeconds(second), "1"));
    }

    service.live(instrument, holed(Timeframe.M1, open, "0.5"));

    awaitHealed(instrument, Timeframe.M1);
    assertThat(stored(instrument, Timeframe.M1, open).source()).isEqualTo(BarSource.TRADES);
  }

  @Test
  void healsOtherGapsWhileOneFailsInAWayThatNobodyForesaw() {
    InstrumentId broken = service.kraken().list("BROKEN/USD", true);
    InstrumentId sound = service.kraken().list("SOUND/USD", true);
    service.kraken().fail(broken, () -> new NullPointerException("unforeseen"));
    for (InstrumentId instrument : List.of(broken, sound)) {
      service.kraken().trade(trade(instrument, OPEN.plusSeconds(5), "1"));
      service.live(instrument, holed(Timeframe.M1, OPEN, "0.5"));
    }

    awaitHealed(sound, Timeframe.M1);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                service
                    .sql()
                    .sql("select detail from backfill.gap where symbol = 'BROKEN/USD'")
                    .query(String.class)
                    .single()
                    .contains("unforeseen"));
    assertThat(service.get("/actuator/health").path("status").asString()).isEqualTo("UP");

    service.kraken().fail(broken, null);
    awaitHealedInTime(broken, Timeframe.M1);
  }

  @Test
  void composesALongBarOfStoredOnesOnceTheMinuteIsHealed() {
    InstrumentId instrument = service.kraken().list("LONG/USD", true);
    for (int minute = 0; minute < 60; minute++) {
      Instant open = OPEN.minusSeconds(3600).plusSeconds(minute * 60L);
      service.kraken().trade(trade(instrument, open.plusSeconds(5), "2"));
      if (minute != 7) {
        store.put(instrument, whole(Timeframe.M1, open, "2"));
      }
    }
    Instant hour = OPEN.minusSeconds(3600);
    int before = service.kraken().tradeRequests(instrument);

    service.live(
        instrument,
        holed(Timeframe.H1, hour, "119"),
        holed(Timeframe.M1, hour.plusSeconds(7 * 60), "1"));

    awaitHealed(instrument, Timeframe.M1);
    awaitHealedInTime(instrument, Timeframe.H1);
    Bar composed = stored(instrument, Timeframe.H1, hour);
    assertThat(composed.volume().value()).isEqualByComparingTo("120");
    assertThat(composed.vwap()).isNotNull();
    assertThat(composed.completeness()).isEqualTo(Completeness.CORRECTED);
    assertThat(service.kraken().tradeRequests(instrument) - before).isEqualTo(1);
  }

  @Test
  void healsAMinuteThoughItsDayCannotBeHad() {
    InstrumentId instrument = service.kraken().list("DAYLESS/USD", true);
    Instant day = Instant.parse("2024-03-04T00:00:00Z");
    service.kraken().trade(trade(instrument, day.plusSeconds(5), "2"));

    service.live(instrument, holed(Timeframe.D1, day, "1000000"), holed(Timeframe.M1, day, "1"));

    awaitHealed(instrument, Timeframe.M1);
    assertThat(service.gap(instrument, Timeframe.D1)).isEqualTo("OPEN");
  }

  @Test
  void leavesAGapOpenWhoseBarTheStoreDoesNotTake() {
    InstrumentId instrument = service.kraken().list("REFUSED/USD", true);
    Instant open = OPEN.plusSeconds(11 * 60);
    store.refuse(open);
    service.kraken().trade(trade(instrument, open.plusSeconds(5), "2"));

    service.live(instrument, holed(Timeframe.M1, open, "1"));

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                service
                    .sql()
                    .sql(
                        "select coalesce(max(detail), '') from backfill.gap where symbol = 'REFUSED/USD'")
                    .query(String.class)
                    .single()
                    .contains("did not take"));
    assertThat(service.gap(instrument, Timeframe.M1)).isEqualTo("OPEN");
    store.refuseNone();
    awaitHealedInTime(instrument, Timeframe.M1);
  }

  @Test
  void readsCandlesPageByPage() {
    InstrumentId instrument = service.bitfinex().list("PAGES/USD", true);
    service.bitfinex().setCandlesAPage(2);
    for (int minute = 0; minute < 6; minute++) {
      service
          .bitfinex()
          .candle(instrument, candle(Timeframe.M1, OPEN.plusSeconds(minute * 60L), "2"));
    }
    Bar[] bars = new Bar[6];
    for (int minute = 0; minute < bars.length; minute++) {
      Instant open = OPEN.plusSeconds(minute * 60L);
      bars[minute] = holed(Timeframe.M1, open, "1");
    }

    service.live(instrument, bars);

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                store.bars(instrument, Timeframe.M1).values().stream()
                    .noneMatch(bar -> bar.completeness() == Completeness.PARTIAL));
  }

  @Test
  void quarantinesWhatIsImpossible() {
    InstrumentId instrument = service.bitfinex().list("WRONG/USD", true);
    service.bitfinex().impossible(instrument, OPEN.plusSeconds(60));
    int before = store.quarantined();

    service.live(instrument, holed(Timeframe.M5, OPEN, "1"));

    await().atMost(PATIENCE).until(() -> store.quarantined() > before);
  }

  @Test
  void callsItAnOutageWhereTheVenueWasAwayAndThenLacksTheBar() {
    InstrumentId instrument = service.bitfinex().list("AWAY/USD", true);
    service
        .bitfinex()
        .fail(
            instrument, () -> new VenueReadException(OrderReason.VENUE_UNAVAILABLE, "it is away"));
    service.live(instrument, holed(Timeframe.M1, OPEN, "1"));
    await().atMost(PATIENCE).until(() -> isTold(instrument, "venue_away"));
    service.bitfinex().fail(instrument, null);
    service.clock().pass(Duration.ofSeconds(31));
    await().atMost(PATIENCE).until(() -> isTold(instrument, "lacking_since is not null"));

    service.clock().pass(Duration.ofHours(1));

    await()
        .atMost(PATIENCE)
        .until(() -> service.gap(instrument, Timeframe.M1).equals("UNFILLABLE"));
    assertThat(service.unfillable(instrument, Timeframe.M1)).containsExactly("11:00-11:01 OUTAGE");
  }

  private static boolean isTold(InstrumentId instrument, String condition) {
    return service
        .sql()
        .sql(
            "select exists (select 1 from backfill.gap where symbol = ? and %s)"
                .formatted(condition))
        .param(instrument.symbol().toString())
        .query(Boolean.class)
        .single();
  }

  private static Span slot(int minute) {
    return new Span(OPEN.plusSeconds(minute * 60L), OPEN.plusSeconds((minute + 1) * 60L));
  }

  private static Bar stored(InstrumentId instrument, Timeframe timeframe, Instant open) {
    return store.bars(instrument, timeframe).headMap(open, true).lastEntry().getValue();
  }

  private static void awaitHealed(InstrumentId instrument, Timeframe timeframe) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(service.gap(instrument, timeframe)).isEqualTo("HEALED"));
  }

  /** The suite's time passes meanwhile: what was put off comes again. */
  private static void awaitHealedInTime(InstrumentId instrument, Timeframe timeframe) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              service.clock().pass(Duration.ofSeconds(1));
              return service.gap(instrument, timeframe).equals("HEALED");
            });
  }
}
