package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.core.universe.AssetFilter;
import io.tidemark.core.universe.AssetFilter.Unknown;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code filtering}: which assets may be traded. Without the section nothing is left
 * out; with it the filters are on unless it says {@code enabled: false}.
 *
 * @param enabled whether what the filters exclude is not traded
 * @param minMarketCap US dollars; 0 turns the filter off; default 100,000,000
 * @param minDailyVolume US dollars in 24 hours; 0 turns the filter off; default 5,000,000
 * @param maxSpreadPercentage of the middle; 0 turns the filter off; default 0.5
 * @param minExchangeListings 0 turns the filter off; default 3
 * @param maxVolatility percent a day; 0 turns the filter off; default 15
 * @param allowedQuoteCurrencies an empty list turns the filter off; default USD, USDT and BTC
 * @param minHistoryDays 0 turns the filter off; default 30
 * @param unknown what becomes of an asset of which something is unknown; default exclude
 * @param usdEquivalents currencies that are taken for one US dollar; default USD, USDT, USDC, DAI,
 *     FDUSD and PYUSD
 * @param refresh how often the assets are judged; default 15 minutes
 * @param marketCapSource where market capitalisations and listings come from
 */
public record Filtering(
    boolean enabled,
    BigDecimal minMarketCap,
    BigDecimal minDailyVolume,
    BigDecimal maxSpreadPercentage,
    int minExchangeListings,
    BigDecimal maxVolatility,
    List<String> allowedQuoteCurrencies,
    int minHistoryDays,
    Unknown unknown,
    List<String> usdEquivalents,
    Duration refresh,
    MarketCapSource marketCapSource) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The dollar, and coins that are redeemed for one. */
  private static final List<String> STABLE =
      List.of("USD", "USDT", "USDC", "DAI", "FDUSD", "PYUSD");

  /** What holds where the section is left out. */
  static final Filtering ABSENT =
      read(false, null, null, null, null, null, null, null, null, null, null, null);

  public Filtering {
    requireNotNegative("min_market_cap", minMarketCap);
    requireNotNegative("min_daily_volume", minDailyVolume);
    requireNotNegative("max_spread_percentage", maxSpreadPercentage);
    require(
        maxSpreadPercentage.compareTo(HUNDRED) <= 0,
        "filtering.max_spread_percentage must be at most 100",
        maxSpreadPercentage.toPlainString());
    requireNotNegative("min_exchange_listings", BigDecimal.valueOf(minExchangeListings));
    requireNotNegative("max_volatility", maxVolatility);
    requireNotNegative("min_history_days", BigDecimal.valueOf(minHistoryDays));
    require(refresh.isPositive(), "filtering.refresh must be above 0", refresh);
    allowedQuoteCurrencies = List.copyOf(allowedQuoteCurrencies);
    usdEquivalents = List.copyOf(usdEquivalents);
  }

  @JsonCreator
  static Filtering read(
      @Nullable Boolean enabled,
      @Nullable BigDecimal minMarketCap,
      @Nullable BigDecimal minDailyVolume,
      @Nullable BigDecimal maxSpreadPercentage,
      @Nullable Integer minExchangeListings,
      @Nullable BigDecimal maxVolatility,
      @Nullable List<String> allowedQuoteCurrencies,
      @Nullable Integer minHistoryDays,
      @Nullable String unknown,
      @Nullable List<String> usdEquivalents,
      @Nullable Duration refresh,
      @Nullable MarketCapSource marketCapSource) {
    return new Filtering(
        enabled == null || enabled,
        minMarketCap == null ? BigDecimal.valueOf(100_000_000) : minMarketCap,
        minDailyVolume == null ? BigDecimal.valueOf(5_000_000) : minDailyVolume,
        maxSpreadPercentage == null ? new BigDecimal("0.5") : maxSpreadPercentage,
        minExchangeListings == null ? 3 : minExchangeListings,
        maxVolatility == null ? BigDecimal.valueOf(15) : maxVolatility,
        allowedQuoteCurrencies == null ? List.of("USD", "USDT", "BTC") : allowedQuoteCurrencies,
        minHistoryDays == null ? 30 : minHistoryDays,
        parseUnknown(unknown),
        usdEquivalents == null ? STABLE : usdEquivalents,
        refresh == null ? Duration.ofMinutes(15) : refresh,
        marketCapSource == null
            ? MarketCapSource.read(null, null, null, null, null, null)
            : marketCapSource);
  }

  private static Unknown parseUnknown(@Nullable String text) {
    return switch (text) {
      case null -> Unknown.EXCLUDE;
      case "exclude" -> Unknown.EXCLUDE;
      case "include" -> Unknown.INCLUDE;
      default ->
          throw new IllegalArgumentException(
              "filtering.unknown must be exclude or include, was '%s'".formatted(text));
    };
  }

  /** As the core takes the bounds. */
  public AssetFilter filter() {
    return new AssetFilter(
        minMarketCap,
        minDailyVolume,
        maxSpreadPercentage,
        minExchangeListings,
        maxVolatility,
        Set.copyOf(allowedQuoteCurrencies),
        minHistoryDays,
        unknown);
  }

  /** The currencies that are taken for one US dollar, the dollar first. */
  public SequencedSet<String> dollars() {
    SequencedSet<String> dollars = new LinkedHashSet<>(usdEquivalents);
    dollars.addFirst("USD");
    return dollars;
  }

  /**
   * Where market capitalisations, names and numbers of listings come from.
   *
   * @param url CoinGecko's API, or what speaks like it; null for {@code none}, which asks nobody;
   *     default CoinGecko's public address
   * @param file figures for when the API is away, a CSV file beside the configuration unless its
   *     path is absolute; null for none
   * @param mapping from a currency to its id at the API, for tickers that several coins share
   * @param refresh how often the API is asked for the same, 1 minute or above; default 6 hours
   * @param maxAge older figures count as unknown; default 7 days
   * @param requestsPerMinute that the API allows; default 5, as its public tier may allow no more
   */
  public record MarketCapSource(
      @Nullable URI url,
      @Nullable String file,
      Map<String, String> mapping,
      Duration refresh,
      Duration maxAge,
      int requestsPerMinute) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final String NONE = "none";
    private static final String COINGECKO = "https://api.coingecko.com";

    public MarketCapSource {
      require(
          url == null || isHttp(url),
          "filtering.market_cap_source.url must be an http or https address, or none",
          String.valueOf(url));
      require(
          refresh.compareTo(MINUTE) >= 0,
          "filtering.market_cap_source.refresh must be 1m or above",
          refresh);
      require(maxAge.isPositive(), "filtering.market_cap_source.max_age must be above 0", maxAge);
      require(
          requestsPerMinute >= 1,
          "filtering.market_cap_source.requests_per_minute must be 1 or above",
          requestsPerMinute);
      mapping.forEach(
          (currency, id) ->
              require(
                  ID.matcher(id).matches(),
                  "filtering.market_cap_source.mapping.%s must be an id such as bitcoin"
                      .formatted(currency),
                  id));
      mapping = Map.copyOf(mapping);
    }

    @JsonCreator
    static MarketCapSource read(
        @Nullable String url,
        @Nullable String file,
        @Nullable Map<String, String> mapping,
        @Nullable Duration refresh,
        @Nullable Duration maxAge,
        @Nullable Integer requestsPerMinute) {
      String address = url == null ? COINGECKO : url;
      return new MarketCapSource(
          address.equals(NONE) ? null : URI.create(address),
          file,
          mapping == null ? Map.of() : mapping,
          refresh == null ? Duration.ofHours(6) : refresh,
          maxAge == null ? Duration.ofDays(7) : maxAge,
          requestsPerMinute == null ? 5 : requestsPerMinute);
    }

    private static boolean isHttp(URI url) {
      return url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }
  }

  private static void requireNotNegative(String key, BigDecimal value) {
    require(
        value.signum() >= 0,
        "filtering.%s must be 0 or above".formatted(key),
        value.toPlainString());
  }

  private static void require(boolean holds, String rule, Object seen) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + seen);
    }
  }
}
