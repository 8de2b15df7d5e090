package io.tidemark.scanner.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source against a server that speaks the API's shapes. */
class CoinGeckoTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String PAGE =
      "/api/v3/coins/markets?vs_currency=usd&order=market_cap_desc&per_page=250&page=";
  private static final SourcePatience IMPATIENT =
      new SourcePatience(
          3,
          Duration.ofMillis(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          4,
          Duration.ofMinutes(5));

  private StubServer server;

  @BeforeEach
  void open() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private SourceClient client(String key) {
    return new SourceClient(server.address(), CoinGecko.KEY_HEADER, key, 6_000, IMPATIENT);
  }

  private SortedMap<String, AssetMarket> read(Map<String, String> mapping, String... currencies) {
    CoinGecko api = new CoinGecko(client(""), mapping, 3);
    CoinGecko.Found found = api.coins(Set.of(currencies));
    if (found.failure() != null) {
      throw found.failure();
    }
    SortedMap<String, AssetMarket> markets = new TreeMap<>();
    found
        .coins()
        .forEach(
            (currency, coin) -> {
              CoinGecko.Listings listings = api.listings(coin.id());
              markets.put(
                  currency,
                  coin.market(currency, NOW)
                      .withListings(listings.exchanges(), listings.atLeast(), NOW));
            });
    return markets;
  }

  private static AssetMarket only(SortedMap<String, AssetMarket> markets) {
    assertThat(markets).hasSize(1);
    return markets.firstEntry().getValue();
  }

  private static String coin(String id, String symbol, String cap) {
    return """
        {"id":"%s","symbol":"%s","name":"%s coin","market_cap":%s,"current_price":1.5,
         "total_volume":3,"last_updated":"2026-01-31T11:59:00Z"}"""
        .formatted(id, symbol, id, cap);
  }

  private static String coins(String... coins) {
    return "[" + String.join(",", coins) + "]";
  }

  private static String fullPage(String prefix, String... more) {
    return IntStream.range(0, 250 - more.length)
        .mapToObj(i -> coin(prefix + i, prefix + i, "1000000000"))
        .collect(
            Collectors.joining(
                ",", "[", (more.length == 0 ? "" : ",") + String.join(",", more) + "]"));
  }

  private static String tickers(int count, String... exchanges) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                """
                {"base":"BTC","target":"USD%d","is_stale":false,
                 "market":{"name":"X","identifier":"%s"}}"""
                    .formatted(i, exchanges[i % exchanges.length]))
        .collect(Collectors.joining(",", "{\"name\":\"Coin\",\"tickers\":[", "]}"));
  }

  @Test
  void readsCapitalisationNameAndListings() {
    server.on(PAGE + 1, coins(coin("bitcoin", "btc", "1234567890123")));
    server.on("/api/v3/coins/bitcoin/tickers", tickers(9, "kraken", "gdax", "bitstamp", "gemini"));

    assertThat(read(Map.of(), "BTC"))
        .containsExactly(
            Map.entry(
                "BTC",
                new AssetMarket(
                    "BTC",
                    "bitcoin",
                    "bitcoin coin",
                    new BigDecimal("1234567890123"),
                    4,
                    false,
                    NOW,
                    "coingecko",
                    NOW)));
    assertThat(server.asked()).hasSize(2);
    assertThat(server.keys()).containsOnly("null");
  }

  @Test
  void readsPagesUntilAllAreFoundAndNoFurther() {
    server.on(PAGE + 1, fullPage("a"));
    server.on(PAGE + 2, fullPage("b", coin("late", "late", "5")));
    server.on(PAGE + 3, fullPage("c"));
    server.on("/api/v3/coins/late/tickers", tickers(1, "kraken"));

    assertThat(read(Map.of(), "LATE")).containsOnlyKeys("LATE");
    assertThat(server.asked())
        .containsExactly(PAGE + 1, PAGE + 2, "/api/v3/coins/late/tickers?page=1");
  }

  @Test
  void endsAtTheLastPageForACoinThatIsNotThere() {
    server.on(PAGE + 1, coins(coin("bitcoin", "btc", "1")));

    assertThat(read(Map.of(), "NONE")).isEmpty();
    assertThat(server.asked()).containsExactly(PAGE + 1);
  }

  @Test
  void takesTheLargestOfSeveralCoinsWithOneTicker() {
    server.on(
        PAGE + 1,
        coins(
            coin("unicorn", "uni", "null"),
            coin("uniswap", "uni", "6000000000"),
            coin("universe", "uni", "7000000")));
    server.on("/api/v3/coins/", tickers(3, "a", "b", "c"));

    assertThat(only(read(Map.of(), "UNI")).coinId()).isEqualTo("uniswap");
  }

  @Test
  void anIdOfTheConfigurationWins() {
    server.on(
        "/api/v3/coins/markets?vs_currency=usd&per_page=250&page=1&ids=universe",
        coins(coin("universe", "uni", "7000000")));
    server.on("/api/v3/coins/", tickers(3, "a", "b", "c"));

    assertThat(only(read(Map.of("UNI", "universe"), "UNI")).coinId()).isEqualTo("universe");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void stopsCountingListingsOnceThereAreEnoughAndSaysSo() {
    server.on(PAGE + 1, coins(coin("bitcoin", "btc", "1")));
    server.on("/api/v3/coins/bitcoin/tickers", tickers(100, "a", "b", "c"));

    AssetMarket market = only(read(Map.of(), "BTC"));

    assertThat(market.listings()).isEqualTo(3);
    assertThat(market.listingsAtLeast()).isTrue();
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void readsFurtherTickersWhileThereAreTooFewExchanges() {
    server.on(PAGE + 1, coins(coin("bitcoin", "btc", "1")));
    server.on("/api/v3/coins/bitcoin/tickers?page=1", tickers(100, "a"));
    server.on("/api/v3/coins/bitcoin/tickers?page=2", tickers(2, "a", "b"));

    AssetMarket market = only(read(Map.of(), "BTC"));

    assertThat(market.listings()).isEqualTo(2);
    assertThat(market.listingsAtLeast()).isFalse();
  }

  @Test
  void doesNotCountStaleTickersNorACapitalisationOfZero() {
    server.on(PAGE + 1, coins(coin("bitcoin", "btc", "0")));
    server.on(
        "/api/v3/coins/bitcoin/tickers",
        tickers(2, "a", "b").replaceFirst("\"is_stale\":false", "\"is_stale\":true"));

    AssetMarket market = only(read(Map.of(), "BTC"));

    assertThat(market.marketCapUsd()).isNull();
    assertThat(market.listings()).isEqualTo(1);
  }

  @Test
  void waitsAsLongAsItIsAskedToAndGoesOn() {
    server.on(PAGE + 1, coins(coin("bitcoin", "btc", "1")));
    server.on("/api/v3/coins/bitcoin/tickers", tickers(3, "a", "b", "c"));
    server.once(429, "{\"status\":{\"error_code\":429}}", "1");
    long began = System.nanoTime();

    assertThat(read(Map.of(), "BTC")).hasSize(1);

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    assertThat(server.asked()).startsWith(PAGE + 1, PAGE + 1);
  }

  @Test
  void givesUpWhereItIsAskedToWaitTooLong() {
    server.once(429, "{}", "600");

    assertThatThrownBy(() -> read(Map.of(), "BTC")).hasMessageContaining("answers 429");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void triesAgainAfterAServerErrorAndThenFails() {
    server.fail("/", 503);

    assertThatThrownBy(() -> read(Map.of(), "BTC"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("answers 503");
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void doesNotTryAgainWhatIsRefused() {
    server.fail("/", 401);

    assertThatThrownBy(() -> read(Map.of(), "BTC")).hasMessageContaining("answers 401");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void leavesTheApiAloneAfterManyFailures() {
    server.fail("/", 500);
    SourceClient client = client("");
    assertThatThrownBy(() -> client.get("/x")).hasMessageContaining("answers 500");
    assertThatThrownBy(() -> client.get("/x")).hasMessageContaining("left alone");
    int before = server.asked().size();

    assertThatThrownBy(() -> client.get("/x")).hasMessageContaining("left alone");

    assertThat(server.asked()).hasSize(before);
  }

  @Test
  void tellsWhatIsNotJson() {
    server.on("/", "<html>busy</html>");

    assertThatThrownBy(() -> read(Map.of(), "BTC"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("answers what is not JSON");
  }

  @Test
  void tellsAnAnswerOfAnotherForm() {
    server.on("/", "{\"status\":{\"error_message\":\"sorry\"}}");

    assertThatThrownBy(() -> read(Map.of(), "BTC"))
        .hasMessageContaining("answers no list of coins");
  }

  @Test
  void passesOverACoinThatCannotBeRead() {
    server.on(PAGE + 1, coins("{\"id\":7}", "null", coin("bitcoin", "btc", "\"many\"")));
    server.on("/api/v3/coins/bitcoin/tickers", tickers(3, "a", "b", "c"));

    assertThat(only(read(Map.of(), "BTC")).marketCapUsd()).isNull();
  }

  @Test
  void keepsThePagesBeforeOneThatFails() {
    server.on(PAGE + 1, fullPage("a", coin("early", "early", "5")));
    server.fail(PAGE + 2, 404);

    CoinGecko.Found found = new CoinGecko(client(""), Map.of(), 3).coins(Set.of("EARLY", "LATE"));

    assertThat(found.coins()).containsOnlyKeys("EARLY");
    assertThat(found.failure()).hasMessageContaining("page=2 answers 404");
  }

  @Test
  void looksForTickersThoughTheIdsOfTheConfigurationAreRefused() {
    server.fail("/api/v3/coins/markets?vs_currency=usd&per_page=250&page=1&ids=", 400);
    server.on(PAGE + 1, coins(coin("bitcoin", "btc", "1")));

    CoinGecko.Found found =
        new CoinGecko(client(""), Map.of("UNI", "no-such-coin"), 3).coins(Set.of("BTC", "UNI"));

    assertThat(found.coins()).containsOnlyKeys("BTC");
    assertThat(found.failure()).hasMessageContaining("ids=no-such-coin answers 400");
  }

  @Test
  void sendsTheKeyInItsHeaderAndNeverInAnAddressOrAMessage() {
    server.fail("/", 403);

    assertThatThrownBy(() -> client("s3cret").get("/api/v3/ping"))
        .hasMessageContaining("answers 403")
        .hasMessageNotContaining("s3cret");
    assertThat(server.keys()).containsExactly("s3cret");
    assertThat(server.asked()).containsExactly("/api/v3/ping");
  }
}
