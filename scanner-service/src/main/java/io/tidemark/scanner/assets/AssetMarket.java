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
 * @param listings exchanges that list it; null if the source does not tell
 * @param listingsAtLeast whether there may be more than were counted
 * @param source {@code coingecko} or {@code file}
 * @param asOf when the figures were true
 */
record AssetMarket(
    String base,
    @Nullable String coinId,
    @Nullable String name,
    @Nullable BigDecimal marketCapUsd,
    @Nullable Integer listings,
    boolean listingsAtLeast,
    String source,
    Instant asOf) {}
