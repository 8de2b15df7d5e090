package io.tidemark.backfiller.job;

import static io.tidemark.backfiller.Samples.candle;
import static io.tidemark.backfiller.Samples.trade;
import static io.tidemark.backfiller.Samples.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.backfiller.ScriptedBackfiller;
import io.tidemark.backfiller.StoreStandIn;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Jobs at venues of every kind; each test has a market of its own. */
@Timeout(120)
class HistoryIT {

  private static final Instant FROM = Instant.parse("2024-03-05T10:00:00Z");
  private static final Instant TO = Instant.parse("2024-03-05T10:30:00Z");
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
  void saysWhatBrokeAJobThatNobodyForesaw() {
    InstrumentId instrument = service.kraken().list("ERROR/USD", true);
    service.kraken().fail(instrument, () -> new StackOverflowError("unforeseen"));

    JsonNode job = service.run(instrument, "\"1m\"", FROM, TO);

    assertThat(job.path("status").asString()).isEqualTo("FAILED");
    assertThat(job.path("detail").asString()).contains("ERROR/USD", "unforeseen");
    assertThat(job.path("items").get(0).path("phase").asString()).isEqualTo("FAILED");
  }

  @Test
  void beginsAgainAJobThatRunsThoughNobodyWorksOnIt() {
    InstrumentId instrument = service.kraken().list("LEFT/USD", true);
    service.kraken().trade(trade(instrument, FROM.plusSeconds(5), "1"));
    UUID left = new UUID(1, 2);
    Job job =
        new Job(
            left,
            "kraken",
            List.of(Symbol.parse("LEFT/USD")),
            List.of(Timeframe.M1),
            FROM,
            TO,
            JobStatus.RUNNING,
            "",
            FROM,
            null);
    service
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> service.bean(JobTable.class).insert(job));

    JsonNode ended = service.run(instrument, "\"1m\"", FROM, TO);

    assertThat(ended.path("jobId").asString()).isEqualTo(left.toString());
    assertThat(ended.path("status").asString()).isEqualTo("DONE");
  }

  @Test
  void bearsThatItsWritesAreDoneTwice() {
    InstrumentId instrument = service.kraken().list("TWICE/USD", true);
    service.kraken().trade(trade(instrument, FROM.plusSeconds(5), "1"));
    service.run(instrument, "\"1m\"", FROM, TO);
    CursorTable cursors = service.bean(CursorTable.class);
    WorkItem item =
        service.bean(JobTable.class).page(100, 0).stream()
            .flatMap(job -> service.bean(JobTable.class).items(job.jobId()).stream())
            .filter(each -> each.instrument().equals(instrument))
            .findFirst()
            .orElseThrow();
    Window window = Window.ofTrades(item, item.plannedSpan());

    cursors.insert(List.of(window));
    cursors.insert(List.of(window));

    assertThat(cursors.extents(item.jobId()))
        .filteredOn(extent -> extent.kind() == Window.Kind.TRADES)
        .hasSize(1);
  }

  @Test
  void asksAgainForACandleThatWasImpossibleOnce() {
    InstrumentId instrument = service.bitfinex().list("WRONG/USD", true);
    minutesButOf(instrument, 12, 17);
    Instant wrong = minute(12);
    service.bitfinex().candle(instrument, candle(Timeframe.M1, wrong, "1"));
    service.bitfinex().impossible(instrument, wrong);

    service.run(instrument, "\"1m\"", FROM, TO);

    assertThat(service.unfillable(instrument, Timeframe.M1))
        .containsExactly("10:17-10:18 NOT_TRADED");
    service.bitfinex().mend();
    JsonNode again = service.run(instrument, "\"1m\"", FROM, TO);
    assertThat(store.bars(instrument, Timeframe.M1)).containsKey(wrong);
    assertThat(again.path("items").get(0).path("detail").asString()).isEmpty();
  }

  @Test
  void asksAgainForABarThatTheStoreRefused() {
    InstrumentId candles = service.bitfinex().list("REFUSED/USD", true);
    InstrumentId trades = service.kraken().list("REFUSED/USD", true);
    minutesButOf(candles, 17);
    tradesButOf(trades, 17);
    Instant refused = minute(12);
    store.refuse(refused);
    for (InstrumentId instrument : List.of(candles, trades)) {
      service.run(instrument, "\"1m\"", FROM, TO);
      assertThat(service.unfillable(instrument, Timeframe.M1))
          .as(instrument.toString())
          .contains("10:17-10:18 NOT_TRADED")
          .noneMatch(span -> span.startsWith("10:12"));
    }

    store.refuseNone();
    for (InstrumentId instrument : List.of(candles, trades)) {
      service.run(instrument, "\"1m\"", FROM, TO);
      assertThat(store.bars(instrument, Timeframe.M1)).as(instrument.toString()).hasSize(29);
    }
  }

  @Test
  void recordsTheSilenceAtTheEndOfWhatItReadsAndAsksForNothingAgain() {
    InstrumentId instrument = service.bitfinex().list("SILENT/USD", true);
    minutesButOf(instrument, 27, 28, 29);
    service.bitfinex().candle(instrument, candle(Timeframe.M1, TO, "1"));

    service.run(instrument, "\"1m\"", FROM, TO);

    assertThat(service.unfillable(instrument, Timeframe.M1))
        .containsExactly("10:27-10:30 NOT_TRADED");
    int before = service.bitfinex().candleRequests(instrument);
    service.run(instrument, "\"1m\"", FROM, TO);
    assertThat(service.bitfinex().candleRequests(instrument)).isEqualTo(before);
  }

  @Test
  void doesNotTakeTheVenuesWordBeyondItsLastCandle() {
    InstrumentId instrument = service.bitfinex().list("LAGGING/USD", true);
    minutesButOf(instrument, 27, 28, 29);

    service.run(instrument, "\"1m\"", FROM, TO);

    assertThat(service.unfillable(instrument, Timeframe.M1)).isEmpty();
  }

  @Test
  void beginsWhereTheVenuesCandlesDo() {
    InstrumentId instrument = service.bitfinex().list("YOUNG/USD", true);
    Instant listed = Instant.parse("2024-03-04T00:00:00Z");
    service.bitfinex().candle(instrument, candle(Timeframe.D1, listed, "1"));
    service.bitfinex().candle(instrument, candle(Timeframe.M1, listed.plusSeconds(3600), "1"));
    int before = service.bitfinex().candleRequests(instrument);

    JsonNode job = service.run(instrument, "\"1m\"", null, TO);

    assertThat(job.path("items").get(0).path("from").asString()).isEqualTo(listed.toString());
    assertThat(service.bitfinex().candleRequests(instrument) - before).isLessThan(60);
  }

  @Test
  void composesATimeframeThatIsAddedOfWhatIsStored() {
    InstrumentId instrument = service.kraken().list("ADDED/USD", true);
    tradesButOf(instrument, 17);
    service.run(instrument, "\"1m\"", FROM, TO);
    int before = service.kraken().tradeRequests(instrument);

    service.run(instrument, "\"1m\", \"5m\"", FROM, TO);

    assertThat(store.bars(instrument, Timeframe.M5)).hasSize(6);
    // The venue is asked for its first trade only.
    assertThat(service.kraken().tradeRequests(instrument) - before).isEqualTo(1);
  }

  @Test
  void takesNoHistoryForAnInstrumentThatIsNotListedAnyMore() {
    InstrumentId gone = InstrumentId.of("kraken", "GONE/USD");
    store.put(gone, whole(Timeframe.M1, FROM, "1"));

    JsonNode job = service.run(gone, "\"1m\"", FROM, TO);

    assertThat(job.path("status").asString()).isEqualTo("DONE");
    assertThat(service.unfillable(gone, Timeframe.M1)).containsExactly("10:01-10:30 DELISTED");

    service.kraken().list("GONE/USD", true);
    tradesButOf(gone);
    service.run(gone, "\"1m\"", FROM, TO);
    assertThat(store.bars(gone, Timeframe.M1)).hasSize(30);
    assertThat(service.unfillable(gone, Timeframe.M1)).isEmpty();
  }

  @Test
  void doesNotCallDelistedWhatItMayNotTrade() {
    InstrumentId instrument = service.bitfinex().list("READONLY/USD", false);
    minutesButOf(instrument, 27, 28, 29);
    service.bitfinex().candle(instrument, candle(Timeframe.M1, TO, "1"));

    service.run(instrument, "\"1m\"", FROM, TO);

    assertThat(service.unfillable(instrument, Timeframe.M1))
        .containsExactly("10:27-10:30 NOT_TRADED");
  }

  @Test
  void fetchesByItselfWhatTheStoreLacksOfAConfiguredSymbol() {
    InstrumentId configured = InstrumentId.of("kraken", "BTC/USD");
    Instant first = minute(0);
    Instant lost = Instant.parse("2024-03-05T10:50:00Z");
    tradesButOf(configured, 17);
    service.kraken().trade(trade(configured, lost.plusSeconds(1), "1"));
    store.put(configured, whole(Timeframe.M1, first, "1"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(store.bars(configured, Timeframe.M1).keySet())
                    .hasSize(30)
                    .contains(lost));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(service.unfillable(configured, Timeframe.M1))
                    .contains("10:17-10:18 NOT_TRADED")
                    .anyMatch(span -> span.startsWith("10:51-11:5")));
  }

  private static void minutesButOf(InstrumentId instrument, Integer... silent) {
    for (int minute = 0; minute < 30; minute++) {
      if (!List.of(silent).contains(minute)) {
        service.bitfinex().candle(instrument, candle(Timeframe.M1, minute(minute), "1"));
      }
    }
  }

  private static void tradesButOf(InstrumentId instrument, Integer... silent) {
    for (int minute = 0; minute < 30; minute++) {
      if (!List.of(silent).contains(minute)) {
        service.kraken().trade(trade(instrument, minute(minute).plusSeconds(5), "1"));
      }
    }
  }

  private static Instant minute(int minute) {
    return FROM.plusSeconds(minute * 60L);
  }
}
