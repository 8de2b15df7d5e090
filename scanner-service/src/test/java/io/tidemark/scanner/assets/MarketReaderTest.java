package io.tidemark.scanner.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked for, when, against a server that speaks the API's shapes. */
class MarketReaderTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration REFRESH = Duration.ofHours(6);
  private static final String COINS = "/api/v3/coins/markets";
  private static final SourcePatience IMPATIENT =
      new SourcePatience(
          2,
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          100,
          Duration.ofMinutes(5));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SortedMap<String, AssetMarket> kept = new ConcurrentSkipListMap<>();
  private Instant machine = START;
  private Instant suite = START;
  private StubServer server;
  private MarketReader reader;

  @BeforeEach
  void open() throws IOException {
    server = new StubServer();
    server.on(COINS, "[" + coin("aaa") + "," + coin("bbb") + "," + coin("ccc") + "]");
    for (String id : new String[] {"aaa", "bbb", "ccc"}) {
      server.on(tickers(id), "{\"tickers\":[{\"market\":{\"identifier\":\"kraken\"}}]}");
    }
    reader = reader();
  }

  @AfterEach
  void close() {
    reader.close();
    server.close();
  }

  private MarketReader reader() {
    return new MarketReader(
        new CoinGecko(
            new SourceClient(server.address(), CoinGecko.KEY_HEADER, "", 60_000, IMPATIENT),
            Map.of(),
            3),
        Set.of("AAA", "BBB", "CCC"),
        () -> new TreeMap<>(kept),
        market -> kept.put(market.base(), market),
        new AssetMetrics(registry),
        () -> machine,
        () -> suite,
        REFRESH);
  }

  private static String coin(String id) {
    return "{\"id\":\"%s\",\"symbol\":\"%s\",\"name\":\"%s\",\"market_cap\":7}"
        .formatted(id, id, id);
  }

  private static String tickers(String id) {
    return "/api/v3/coins/%s/tickers".formatted(id);
  }

  private long asked(String path) {
    return server.asked().stream().filter(each -> each.startsWith(path)).count();
  }

  private AssetMarket known(String currency) {
    return Objects.requireNonNull(kept.get(currency), currency);
  }

  private void settle() {
    int steps = 0;
    while (reader.step()) {
      assertThat(++steps).as("steps until there is nothing to ask").isLessThan(50);
    }
    assertThat(reader.isSettled()).isTrue();
  }

  @Test
  void knowsCapitalisationsBeforeItAsksForListings() {
    reader.step();

    assertThat(kept).containsOnlyKeys("AAA", "BBB", "CCC");
    assertThat(known("CCC").marketCapUsd()).isEqualByComparingTo("7");
    assertThat(known("CCC").listings()).isNull();
    assertThat(reader.state().waiting()).isEqualTo(3);
    assertThat(reader.isSettled()).isFalse();

    settle();
    assertThat(kept.values()).extracting(AssetMarket::listings).containsOnly(1);
    assertThat(reader.state().waiting()).isZero();
  }

  @Test
  void aCoinThatIsRefusedHoldsUpNoOther() {
    server.fail(tickers("aaa"), 404);
    settle();

    assertThat(known("AAA").listings()).isNull();
    assertThat(known("BBB").listings()).isEqualTo(1);
    assertThat(known("CCC").listings()).isEqualTo(1);
    assertThat(reader.state().problem()).startsWith("no listings of AAA: ").contains("answers 404");
    assertThat(failures()).isEqualTo(1);

    machine = suite = START.plus(Duration.ofHours(1));
    settle();
    assertThat(asked(tickers("aaa"))).as("not before its next turn").isEqualTo(1);
    assertThat(asked(tickers("bbb"))).isEqualTo(1);

    server.on(tickers("aaa"), "{\"tickers\":[]}");
    machine = suite = START.plus(REFRESH);
    settle();
    assertThat(known("AAA").listings()).isZero();
    assertThat(reader.state().problem()).isNull();
  }

  private double failures() {
    return registry
        .counter("tidemark_market_source_reads_total", "source", "coingecko", "outcome", "failed")
        .count();
  }

  @Test
  void leavesASourceThatIsAwayAloneAndBeginsWithAnotherCoinAfterwards() {
    server.fail(tickers("aaa"), 503);
    settle();
    assertThat(asked("/api/v3/coins/aaa")).isEqualTo(2);
    assertThat(asked("/api/v3/coins/bbb")).isZero();
    assertThat(reader.state().problem()).contains("answers 503");

    machine = suite = START.plusSeconds(61);
    settle();
    assertThat(known("BBB").listings()).isEqualTo(1);
    assertThat(known("CCC").listings()).isEqualTo(1);
    assertThat(asked("/api/v3/coins/aaa")).isEqualTo(2);
  }

  @Test
  void waitsLongerEachTimeWhileNothingIsAnswered() {
    server.fail(COINS, 403);
    settle();
    machine = suite = START.plusSeconds(61);
    settle();
    machine = suite = START.plusSeconds(61 + 61);
    settle();

    assertThat(server.asked()).hasSize(2);
    assertThat(reader.state().problem()).contains("answers 403");
  }

  @Test
  void doesNotAskAgainAfterARestartForWhatItWasTold() {
    server.fail(tickers("ccc"), 404);
    settle();
    reader.close();
    reader = reader();
    server.on(tickers("ccc"), "{\"tickers\":[]}");
    machine = suite = START.plus(Duration.ofHours(5));
    settle();

    assertThat(asked(COINS)).isEqualTo(1);
    assertThat(asked(tickers("aaa"))).isEqualTo(1);
    assertThat(asked(tickers("ccc"))).isEqualTo(2);
    assertThat(reader.state().lastSuccess()).isEqualTo(machine);
  }

  @Test
  void keepsListingsWhileCapitalisationsAreRefreshed() {
    settle();
    server.fail(tickers("aaa"), 404);
    machine = suite = START.plus(REFRESH);
    settle();

    assertThat(known("AAA").asOf()).isEqualTo(machine);
    assertThat(known("AAA").listings()).isEqualTo(1);
    assertThat(known("AAA").listingsAsOf()).isEqualTo(START);
  }

  @Test
  void asksNobodyAboutTodayInAReplayOfThePast() {
    suite = Instant.parse("2013-11-25T00:00:00Z");
    settle();

    assertThat(server.asked()).isEmpty();
    assertThat(reader.state().problem()).contains("the suite's clock is not today's");
  }

  @Test
  void stampsWhatItIsToldWithThisMachinesTime() {
    suite = START.minusSeconds(60);
    settle();

    assertThat(kept.values()).extracting(AssetMarket::asOf).containsOnly(START);
    assertThat(kept.values()).extracting(AssetMarket::listingsAsOf).containsOnly(START);
  }

  @Test
  void readsOnAThreadOfItsOwn() {
    reader.start();

    await().atMost(Duration.ofSeconds(10)).until(reader::isSettled);
    assertThat(kept.values()).extracting(AssetMarket::listings).containsOnly(1);
    assertThat(reader.news()).isEqualTo(6);
  }
}
