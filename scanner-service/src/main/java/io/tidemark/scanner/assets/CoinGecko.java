package io.tidemark.scanner.assets;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Market figures as CoinGecko's public API tells them, with as few calls as it takes.
 *
 * <p>Currencies with an id of their own in the configuration are asked for by id, in one call. The
 * others are looked for by ticker in the coins ordered by market capitalisation, 250 a page, until
 * all are found or {@link #MOST_PAGES} pages are read: of several coins with one ticker the largest
 * counts, and the others are told in the log. Listings are the distinct exchanges among a coin's
 * tickers that are not stale, 100 a page, read until there are as many as are asked for.
 */
final class CoinGecko {

  static final String SOURCE = "coingecko";
  static final String KEY_HEADER = "x-cg-demo-api-key";

  private static final Logger LOG = LoggerFactory.getLogger(CoinGecko.class);

  private static final int COINS_A_PAGE = 250;
  private static final int MOST_PAGES = 4;
  private static final int TICKERS_A_PAGE = 100;
  private static final int MOST_TICKER_PAGES = 5;

  private final SourceClient client;
  private final Map<String, String> mapping;
  private final int enoughListings;

  /**
   * @param mapping from a currency to its id
   * @param enoughListings from how many exchanges on counting may stop
   */
  CoinGecko(SourceClient client, Map<String, String> mapping, int enoughListings) {
    this.client = client;
    this.mapping = Map.copyOf(mapping);
    this.enoughListings = enoughListings;
  }

  /** A coin as a page of markets tells it. */
  record Coin(String id, String ticker, @Nullable String name, @Nullable BigDecimal marketCap) {

    /** What it says of a currency, its listings apart. */
    AssetMarket market(String currency, Instant now) {
      return new AssetMarket(currency, id, name, marketCap, null, false, null, SOURCE, now);
    }
  }

  /**
   * The coins of currencies.
   *
   * @param coins by currency
   * @param failure why there may be more; null if there are not
   */
  record Found(SortedMap<String, Coin> coins, @Nullable SourceException failure) {}

  /**
   * How many exchanges list a coin.
   *
   * @param atLeast whether there may be more
   */
  record Listings(int exchanges, boolean atLeast) {}

  /** The coins of these currencies; one that is not found is left out. */
  Found coins(Set<String> currencies) {
    SortedMap<String, Coin> found = new TreeMap<>();
    SourceException failure = null;
    List<String> mapped = currencies.stream().filter(mapping::containsKey).sorted().toList();
    for (int from = 0; from < mapped.size(); from += COINS_A_PAGE) {
      List<String> page = mapped.subList(from, Math.min(mapped.size(), from + COINS_A_PAGE));
      failure = worse(failure, attempt(() -> findMapped(page, found)));
    }
    Set<String> byTicker = new HashSet<>(currencies);
    byTicker.removeAll(mapping.keySet());
    return new Found(found, worse(failure, attempt(() -> findByTicker(byTicker, found))));
  }

  private static @Nullable SourceException attempt(Runnable search) {
    try {
      search.run();
      return null;
    } catch (SourceException e) {
      return e;
    }
  }

  private static @Nullable SourceException worse(
      @Nullable SourceException one, @Nullable SourceException other) {
    return one == null || (other != null && one.ofRequestAlone()) ? other : one;
  }

  private void findByTicker(Set<String> byTicker, SortedMap<String, Coin> found) {
    for (int page = 1; page <= MOST_PAGES && !found.keySet().containsAll(byTicker); page++) {
      List<Coin> coins =
          coins(
              "/api/v3/coins/markets?vs_currency=usd&order=market_cap_desc&per_page=%d&page=%d"
                  .formatted(COINS_A_PAGE, page));
      coins.forEach(coin -> take(coin, byTicker, found));
      if (coins.size() < COINS_A_PAGE) {
        break;
      }
    }
  }

  private void findMapped(List<String> mapped, SortedMap<String, Coin> found) {
    String ids =
        mapped.stream()
            .map(this::mappedId)
            .distinct()
            .map(CoinGecko::encoded)
            .collect(Collectors.joining("%2C"));
    Map<String, Coin> byId = new TreeMap<>();
    coins("/api/v3/coins/markets?vs_currency=usd&per_page=250&page=1&ids=" + ids)
        .forEach(coin -> byId.put(coin.id, coin));
    for (String currency : mapped) {
      Coin coin = byId.get(mappedId(currency));
      if (coin == null) {
        LOG.warn(
            "event=coin_not_found currency={} id={} then=\"correct"
                + " filtering.market_cap_source.mapping\"",
            currency,
            mappedId(currency));
      } else {
        found.put(currency, coin);
      }
    }
  }

  private String mappedId(String currency) {
    return String.valueOf(mapping.get(currency));
  }

  private static void take(Coin coin, Set<String> wanted, SortedMap<String, Coin> found) {
    if (!wanted.contains(coin.ticker)) {
      return;
    }
    Coin other = found.putIfAbsent(coin.ticker, coin);
    if (other == null || other.id.equals(coin.id)) {
      return;
    }
    boolean larger = larger(coin, other);
    if (larger) {
      found.put(coin.ticker, coin);
    }
    LOG.warn(
        "event=ticker_shared currency={} taken={} left={} then=\"the larger coin counts; name"
            + " another in filtering.market_cap_source.mapping\"",
        coin.ticker,
        larger ? coin.id : other.id,
        larger ? other.id : coin.id);
  }

  private static boolean larger(Coin one, Coin other) {
    if (one.marketCap == null) {
      return false;
    }
    return other.marketCap == null || one.marketCap.compareTo(other.marketCap) > 0;
  }

  private List<Coin> coins(String path) {
    JsonNode page = client.get(path);
    if (!page.isArray()) {
      throw SourceException.ofRequest(path + " answers no list of coins");
    }
    List<Coin> coins = new ArrayList<>();
    int unreadable = 0;
    for (JsonNode told : page.values()) {
      String id = told.path("id").asString("");
      String ticker = told.path("symbol").asString("").toUpperCase(Locale.ROOT);
      if (id.isEmpty() || ticker.isEmpty()) {
        unreadable++;
      } else {
        coins.add(new Coin(id, ticker, text(told.path("name")), positive(told.path("market_cap"))));
      }
    }
    if (unreadable > 0) {
      LOG.warn("event=coins_unreadable path={} count={}", path, unreadable);
      if (coins.isEmpty()) {
        throw SourceException.ofRequest(path + " answers no coin that can be read");
      }
    }
    return coins;
  }

  /**
   * How many exchanges list a coin.
   *
   * @throws SourceException if the API gives no usable answer
   */
  Listings listings(String coinId) {
    Set<String> exchanges = new HashSet<>();
    boolean more = true;
    for (int page = 1; more && page <= MOST_TICKER_PAGES; page++) {
      int tickers = readTickers(coinId, page, exchanges);
      more = tickers >= TICKERS_A_PAGE;
      if (exchanges.size() >= enoughListings) {
        break;
      }
    }
    return new Listings(exchanges.size(), more);
  }

  private int readTickers(String id, int page, Set<String> exchanges) {
    String path = "/api/v3/coins/%s/tickers?page=%d".formatted(encoded(id), page);
    JsonNode tickers = client.get(path).path("tickers");
    if (!tickers.isArray()) {
      throw SourceException.ofRequest(path + " answers no list of tickers");
    }
    for (JsonNode ticker : tickers.values()) {
      String exchange = ticker.path("market").path("identifier").asString("");
      if (!exchange.isEmpty() && !ticker.path("is_stale").asBoolean(false)) {
        exchanges.add(exchange);
      }
    }
    return tickers.size();
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  /** A capitalisation of 0 is how the API says that it does not know. */
  private static @Nullable BigDecimal positive(JsonNode node) {
    if (!node.isNumber()) {
      return null;
    }
    BigDecimal value = node.decimalValue();
    return value.signum() > 0 ? value : null;
  }
}
