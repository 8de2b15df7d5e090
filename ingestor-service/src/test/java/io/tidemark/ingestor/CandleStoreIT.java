package io.tidemark.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingestor.store.Storable;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.candles.PackedCandleWriter;
import io.tidemark.kit.candles.PackedCandles;
import io.tidemark.kit.candles.RawCandle;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Candles in and out over REST, on a real PostgreSQL; each test has an instrument of its own. */
class CandleStoreIT {

  private static final Instant START = Instant.parse("2024-01-31T20:00:00Z");
  private static final String PROBLEM = "application/problem+json, application/json";

  @TempDir static Path directory;
  private static @Nullable IngestorUnderTest service;

  @BeforeAll
  static void start() throws IOException {
    service = new IngestorUnderTest("candle_store", directory);
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  private static IngestorUnderTest service() {
    return Objects.requireNonNull(service);
  }

  private static CandleSeries series(TestInfo test) {
    String code =
        "T" + Integer.toHexString(test.getDisplayName().hashCode()).toUpperCase(Locale.ROOT);
    return new CandleSeries(InstrumentId.of("kraken", code + "/USD"), Timeframe.M1);
  }

  @Test
  void givesBackWhatWasUploadedInEveryForm(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    List<Bar> bars = SampleBars.minutes(1, START, 600);

    assertThat(receipt(service().upload(series, bars))).containsExactly(600, 600, 0, 0, 0);

    assertThat(service().packed(series, "")).isEqualTo(bars);
    assertThat(service().packed(series, "&from=2024-01-31T20:00:30Z&to=2024-01-31T20:03:00Z"))
        .isEqualTo(bars.subList(1, 3));
    String path = IngestorUnderTest.path(series);
    assertThat(service().get(path, "application/x-ndjson").lines())
        .map(line -> Json.mapper().readValue(line, Bar.class))
        .isEqualTo(bars);
    JsonNode page = Json.mapper().readTree(service().get(path + "&page=1&size=7", "*/*"));
    assertThat(page.get("total").asInt()).isEqualTo(600);
    assertThat(Arrays.asList(Json.mapper().treeToValue(page.get("items"), Bar[].class)))
        .isEqualTo(bars.subList(7, 14));
    List<String> csv = service().get(path, "text/csv").lines().toList();
    Bar last = bars.getLast();
    assertThat(csv).hasSize(601);
    assertThat(csv.getLast())
        .isEqualTo(
            "%d,%s,%s,%s,%s,%s"
                .formatted(
                    last.openTime().toEpochMilli(),
                    last.open(),
                    last.high(),
                    last.low(),
                    last.close(),
                    last.volume()));
  }

  @Test
  void takesTheSameBarsAgainWithoutAChange(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    List<Bar> bars = SampleBars.minutes(2, START, 500);
    service().upload(series, bars.subList(0, 300));

    assertThat(receipt(service().upload(series, bars))).containsExactly(500, 200, 0, 300, 0);
    assertThat(receipt(service().upload(series, bars))).containsExactly(500, 0, 0, 500, 0);
    assertThat(service().packed(series, "")).isEqualTo(bars);
    assertThat(revisions(series)).isZero();
  }

  @Test
  void correctsAPartialBarAndKeepsItsFirstEdition(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    List<Bar> bars = SampleBars.minutes(3, START, 3);
    service().upload(series, bars.stream().map(SampleBars::partial).toList());

    assertThat(receipt(service().upload(series, bars))).containsExactly(3, 0, 3, 0, 0);
    assertThat(receipt(service().upload(series, bars))).containsExactly(3, 0, 0, 3, 0);

    assertThat(service().packed(series, ""))
        .isEqualTo(
            bars.stream()
                .map(bar -> SampleBars.edition(bar, bar.volume(), Completeness.CORRECTED, 1))
                .toList());
    assertThat(
            service()
                .sql()
                .sql("select distinct completeness from candle_revision where symbol = ?")
                .param(series.instrument().symbol().toString())
                .query(String.class)
                .list())
        .containsExactly("PARTIAL");
    assertThat(revisions(series)).isEqualTo(3);
    assertThat(receipt(service().upload(series, bars.stream().map(SampleBars::partial).toList())))
        .as("a partial bar replaces no whole one")
        .containsExactly(3, 0, 0, 3, 0);
  }

  @Test
  void keepsWhatTradesToldBesideAVenuesCandleThatAgrees(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    Bar bar = SampleBars.minutes(4, START, 1).getFirst();
    service().upload(series, List.of(bar));

    Bar agreeing = SampleBars.venueCandle(bar, bar.volume(), null);
    assertThat(receipt(service().upload(series, List.of(agreeing)))).containsExactly(1, 0, 0, 1, 0);
    assertThat(service().packed(series, "")).containsExactly(bar);

    Bar other = SampleBars.venueCandle(bar, Quantity.of("77"), null);
    assertThat(receipt(service().upload(series, List.of(other)))).containsExactly(1, 0, 1, 0, 0);
    Bar held = service().packed(series, "").getFirst();
    assertThat(held.volume()).isEqualTo(Quantity.of("77"));
    assertThat(held.vwap()).isNull();
    assertThat(held.completeness()).isEqualTo(Completeness.CORRECTED);
    assertThat(held.revision()).isEqualTo(1);
  }

  @Test
  void quarantinesWhatCanBeNoBarAndStoresTheRest(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    List<Bar> bars = SampleBars.minutes(5, START, 2);
    Bar good = bars.getFirst();
    BigDecimal one = BigDecimal.ONE;
    BigDecimal two = BigDecimal.TWO;
    List<RawCandle> wrong =
        List.of(
            raw(good, good.openTime(), one, one, one),
            raw(good, good.openTime().plusSeconds(90), one, one, one),
            raw(good, Instant.parse("2199-01-01T00:00:00Z"), one, one, one),
            raw(good, good.openTime().plusSeconds(120), one, two, one),
            raw(good, good.openTime().plusSeconds(120), one.negate(), one, one),
            raw(good, good.openTime().plusSeconds(120), one, one, one.negate()),
            raw(good, good.openTime().plusSeconds(120), one, one, new BigDecimal("1E-1000")),
            raw(good, Instant.parse("1969-01-01T00:00:00Z"), one, one, one));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedCandleWriter writer = new PackedCandleWriter(out, series);
    writer.add(good);
    for (RawCandle candle : wrong) {
      writer.add(candle);
    }
    writer.add(bars.getLast());
    writer.finish();

    assertThat(receipt(service().upload(series, out.toByteArray())))
        .containsExactly(10, 2, 0, 0, 8);
    assertThat(service().packed(series, "")).isEqualTo(bars);
    assertThat(service().get("/actuator/prometheus", "text/plain"))
        .contains("tidemark_candles_quarantined_total", "tidemark_quarantined_total");
    String quarantined = "/api/v1/quarantine?symbol=" + series.instrument().symbol();
    Awaitility.await()
        .until(() -> service().get(quarantined, "application/json").contains("\"total\":8"));
  }

  /** PostgreSQL takes no zero character. */
  @Test
  void quarantinesWhatTheDatabaseCanNeverTakeAndStoresWhatCameWithIt() throws Exception {
    InstrumentId instrument = InstrumentId.of("kraken", "NEVER/USD");
    StoreWriter writer = service().bean(StoreWriter.class);
    writer.append(new Storable.Trade(trade(instrument, "before"), 1), null);
    writer.append(new Storable.Trade(trade(instrument, "never\0"), 2), null);
    writer.append(new Storable.Trade(trade(instrument, "after"), 3), null);
    writer.written().get(20, TimeUnit.SECONDS);

    assertThat(
            service()
                .sql()
                .sql("select trade_id from trade where symbol = 'NEVER/USD' order by arrival")
                .query(String.class)
                .list())
        .containsExactly("before", "after");
    Awaitility.await()
        .until(
            () ->
                service()
                    .get("/api/v1/quarantine?symbol=NEVER/USD", "application/json")
                    .contains("\"total\":1"));
  }

  private static MarketTrade trade(InstrumentId instrument, String id) {
    return new MarketTrade(instrument, id, Price.of("1"), Quantity.of("1"), Side.BUY, START, START);
  }

  @Test
  void refusesAnUploadThatIsNotWholeOrOfAnotherSeries(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    List<Bar> bars = SampleBars.minutes(6, START, 100);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedCandles.write(out, series, bars.iterator());
    byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() - 9);

    assertThat(service().upload(series, cut)).contains("\"status\":400", "before their end");
    assertThat(
            service()
                .upload(new CandleSeries(series.instrument(), Timeframe.H1), out.toByteArray()))
        .contains("\"status\":400", "must be those of the request");
    assertThat(service().packed(series, "")).isEmpty();
  }

  @Test
  void tellsWithATagWhetherAnythingChanged(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    List<Bar> bars = SampleBars.minutes(7, START, 500);
    service().upload(series, bars);
    String january = IngestorUnderTest.path(series) + "&to=2024-02-01T00:00:00Z";
    String february = IngestorUnderTest.path(series) + "&from=2024-02-01T00:00:00Z";
    for (String form : List.of(PackedCandles.MEDIA_TYPE, "application/json", "text/csv")) {
      String before = tag(january, form);
      String unaffected = tag(february, form);
      assertThat(known(january, form, before)).isEqualTo(304);
      service().upload(series, bars);
      assertThat(known(january, form, before)).as("the same bars again").isEqualTo(304);

      Bar first = service().packed(series, "").getFirst();
      Quantity more = first.volume().plus(Quantity.of("1"));
      service().upload(series, List.of(SampleBars.edition(first, more, Completeness.COMPLETE, 0)));

      assertThat(known(january, form, before)).as("a bar was amended").isEqualTo(200);
      assertThat(known(february, form, unaffected)).isEqualTo(304);
      service().upload(series, bars);
    }
  }

  @Test
  void refusesSpansThatCannotBeAnswered(TestInfo test) throws Exception {
    String path = IngestorUnderTest.path(series(test));
    assertThat(service().get(path + "&from=2024-01-02T00:00:00Z&to=2024-01-02T00:00:00Z", PROBLEM))
        .contains("\"status\":400", "to must be after from");
    assertThat(service().get(path + "&from=2199-01-02T00:00:00Z", PROBLEM))
        .contains("\"status\":400", "from must not be in the future");
    assertThat(service().get(path + "&from=yesterday", PROBLEM)).contains("\"status\":400", "from");
    assertThat(service().get(path.replace("=1m", "=7m"), PROBLEM))
        .contains("\"status\":400", "timeframe must be one of");
  }

  @Test
  void tellsWhichSlotsAreMissingAndWhichBarsArePartial(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    List<Bar> bars = new ArrayList<>(SampleBars.minutes(8, START, 600));
    bars.replaceAll(
        bar -> isIn(bar, 100, 110) || isIn(bar, 111, 112) ? SampleBars.partial(bar) : bar);
    bars.removeIf(bar -> isIn(bar, 0, 5) || isIn(bar, 230, 260) || isIn(bar, 300, 301));
    service().upload(series, bars);

    String path =
        "/api/v1/candles/coverage?symbol=%s&timeframe=1m".formatted(series.instrument().symbol());
    JsonNode within =
        Json.mapper()
            .readTree(
                service()
                    .get(
                        path + "&from=2024-01-31T19:59:30Z&to=2024-02-01T07:00:00Z",
                        "application/json"))
            .get(0);
    assertThat(spans(within.get("missing")))
        .containsExactly("0-5", "230-260", "300-301", "600-660");
    assertThat(spans(within.get("partialBars"))).containsExactly("100-110", "111-112");
    assertThat(within.get("missingSpans").asInt()).isEqualTo(4);
    assertThat(within.get("bars").asInt()).isEqualTo(564);
    assertThat(within.get("partial").asInt()).isEqualTo(11);
    assertThat(within.get("first").asString()).isEqualTo("2024-01-31T20:05:00Z");
    JsonNode second =
        Json.mapper()
            .readTree(
                service()
                    .get(
                        path + "&from=2024-01-31T20:00:00Z&to=2024-02-01T07:00:00Z&page=1&size=2",
                        "application/json"))
            .get(0);
    assertThat(spans(second.get("missing"))).containsExactly("300-301", "600-660");
    assertThat(service().get(path.replace("&timeframe=1m", ""), "application/json"))
        .contains("\"timeframe\":\"1m\"", "\"bars\":564", "\"partial\":11")
        .doesNotContain("missing");
    assertThat(service().get(path + "&from=2024-01-31T20:00:00Z", PROBLEM))
        .contains("must be given together");
  }

  @Test
  void letsUploadsAndTheFeedWriteTheSameBarsAtOnce(TestInfo test) throws Exception {
    CandleSeries series = series(test);
    InstrumentId instrument = series.instrument();
    List<Bar> bars = SampleBars.minutes(9, START, 4000);
    StoreWriter feed = service().bean(StoreWriter.class);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<String>> uploads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        List<Bar> part = bars.subList(250 * i, 250 * i + 1250);
        uploads.add(() -> service().upload(series, part));
      }
      List<Future<String>> answers = uploads.stream().map(threads::submit).toList();
      for (Bar bar : bars) {
        feed.append(
            new Storable.Bars(
                new BarsClosed(instrument, bar.closeTime(), List.of(bar), false, bar.closeTime())),
            null);
      }
      int inserted = 0;
      for (Future<String> answer : answers) {
        List<Integer> receipt = receipt(answer.get());
        assertThat(receipt.get(2)).isZero();
        inserted += receipt.get(1);
      }
      assertThat(inserted).isLessThanOrEqualTo(4000);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(service().packed(series, "")).isEqualTo(bars));
    assertThat(feed.trouble()).isNull();
    assertThat(revisions(series)).isZero();
  }

  private static boolean isIn(Bar bar, int from, int to) {
    return !bar.openTime().isBefore(START.plusSeconds(60L * from))
        && bar.openTime().isBefore(START.plusSeconds(60L * to));
  }

  private static List<String> spans(JsonNode spans) {
    List<String> minutes = new ArrayList<>();
    for (JsonNode span : spans) {
      minutes.add(minute(span.get("from")) + "-" + minute(span.get("to")));
    }
    return minutes;
  }

  private static long minute(JsonNode time) {
    return Duration.between(START, Instant.parse(time.asString())).toMinutes();
  }

  private static long revisions(CandleSeries series) {
    return service()
        .sql()
        .sql("select count(*) from candle_revision where symbol = ?")
        .param(series.instrument().symbol().toString())
        .query(Long.class)
        .single();
  }

  private static String tag(String path, String form) throws Exception {
    HttpResponse<byte[]> answer = service().bytes(path, form);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static int known(String path, String form, String tag) throws Exception {
    return service().bytes(path, form, "If-None-Match", tag).statusCode();
  }

  /** Received, inserted, amended, unchanged, quarantined. */
  private static List<Integer> receipt(String answer) {
    JsonNode receipt = Json.mapper().readTree(answer);
    assertThat(receipt.has("received")).as(answer).isTrue();
    return List.of(
        receipt.get("received").asInt(),
        receipt.get("inserted").asInt(),
        receipt.get("amended").asInt(),
        receipt.get("unchanged").asInt(),
        receipt.get("quarantined").asInt());
  }

  private static RawCandle raw(
      Bar like, Instant open, BigDecimal price, BigDecimal low, BigDecimal volume) {
    return new RawCandle(
        open,
        price,
        price,
        low,
        price,
        volume,
        null,
        null,
        null,
        null,
        null,
        like.completeness(),
        like.source(),
        0);
  }
}
