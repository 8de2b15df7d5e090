package io.tidemark.scanner.assets;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Market figures of a currency.
 *
 * @param base its code, such as {@code BTC}
 * @param coinId the source's id of it; null where the source has none
 * @param marketCapUsd above 0; null if the source does not tell
 * @param listings exchanges that list it; null if the source does not tell, or was not asked yet
 * @param listingsAtLeast whether there may be more than were counted
 * @param listingsAsOf when the listings were true; null without them
 * @param source {@code coingecko} or {@code file}
 * @param asOf when the other figures were true
 */
record AssetMarket(
    String base,
    @Nullable String coinId,
    @Nullable String name,
    @Nullable BigDecimal marketCapUsd,
    @Nullable Integer listings,
    boolean listingsAtLeast,
    @Nullable Instant listingsAsOf,
    String source,
    Instant asOf) {

  /** The same with other listings. */
  AssetMarket withListings(
      @Nullable Integer others, boolean othersAtLeast, @Nullable Instant othersAsOf) {
    return new AssetMarket(
        base, coinId, name, marketCapUsd, others, othersAtLeast, othersAsOf, source, asOf);
  }

  /** The same with the listings that were told of the same coin before. */
  AssetMarket withListingsOf(AssetMarket before) {
    return coinId != null && coinId.equals(before.coinId)
        ? withListings(before.listings, before.listingsAtLeast, before.listingsAsOf)
        : this;
  }

  /** The same, with the other's figures where these are unknown. */
  AssetMarket or(AssetMarket other) {
    AssetMarket filled =
        new AssetMarket(
            base,
            coinId == null ? other.coinId : coinId,
            name == null ? other.name : name,
            marketCapUsd == null ? other.marketCapUsd : marketCapUsd,
            listings,
            listingsAtLeast,
            listingsAsOf,
            source,
            asOf);
    return listings == null
        ? filled.withListings(other.listings, other.listingsAtLeast, other.listingsAsOf)
        : filled;
  }
}
