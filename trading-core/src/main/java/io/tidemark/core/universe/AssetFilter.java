package io.tidemark.core.universe;

import io.tidemark.model.reason.ExclusionReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that an asset must keep. A bound of 0, or an empty set, turns its filter off; a value
 * at its bound is within. What is unknown counts against an asset, under a reason of its own, if
 * {@code unknown} says so and the filter is on.
 *
 * @param minMarketCapUsd 0 or above
 * @param minDailyVolumeUsd 0 or above
 * @param maxSpreadPct percent of the middle, 0 or above
 * @param minListings exchanges, 0 or above
 * @param maxVolatilityPct percent a day, 0 or above
 * @param quoteCurrencies what may be paid with; empty for anything
 * @param minHistoryDays days from the oldest stored bar to now, 0 or above
 * @param unknown what becomes of an asset of which something is unknown
 */
public record AssetFilter(
    BigDecimal minMarketCapUsd,
    BigDecimal minDailyVolumeUsd,
    BigDecimal maxSpreadPct,
    int minListings,
    BigDecimal maxVolatilityPct,
    Set<String> quoteCurrencies,
    int minHistoryDays,
    Unknown unknown) {

  /** What becomes of an asset of which something is unknown. */
  public enum Unknown {
    /** It is left out. */
    EXCLUDE,
    /** The filter passes it. */
    INCLUDE
  }

  /**
   * @throws IllegalArgumentException if a bound is below 0
   */
  public AssetFilter {
    requireNotNegative("minMarketCapUsd", minMarketCapUsd);
    requireNotNegative("minDailyVolumeUsd", minDailyVolumeUsd);
    requireNotNegative("maxSpreadPct", maxSpreadPct);
    requireNotNegative("minListings", BigDecimal.valueOf(minListings));
    requireNotNegative("maxVolatilityPct", maxVolatilityPct);
    requireNotNegative("minHistoryDays", BigDecimal.valueOf(minHistoryDays));
    quoteCurrencies = Set.copyOf(quoteCurrencies);
  }

  private static void requireNotNegative(String field, BigDecimal value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          field + " must be 0 or above, was " + value.toPlainString());
    }
  }

  /** Judges an asset by all filters. */
  public AssetVerdict judge(AssetFacts facts, Instant now) {
    Findings findings = new Findings();
    findings.atLeast(
        ExclusionReason.MARKET_CAP_TOO_LOW,
        ExclusionReason.UNKNOWN_MARKET_CAP,
        "market cap in USD",
        facts.marketCapUsd(),
        minMarketCapUsd);
    findings.atLeast(
        ExclusionReason.VOLUME_TOO_LOW,
        ExclusionReason.UNKNOWN_VOLUME,
        "24 h volume in USD",
        facts.dailyVolumeUsd(),
        minDailyVolumeUsd);
    findings.atMost(
        ExclusionReason.SPREAD_TOO_WIDE,
        ExclusionReason.UNKNOWN_SPREAD,
        "spread in percent",
        facts.spreadPct(),
        maxSpreadPct);
    findings.atLeast(
        ExclusionReason.TOO_FEW_LISTINGS,
        ExclusionReason.UNKNOWN_LISTINGS,
        "exchange listings",
        facts.listings() == null ? null : BigDecimal.valueOf(facts.listings()),
        BigDecimal.valueOf(minListings));
    findings.atMost(
        ExclusionReason.TOO_VOLATILE,
        ExclusionReason.UNKNOWN_VOLATILITY,
        "volatility in percent a day",
        facts.volatilityPct(),
        maxVolatilityPct);
    judgePair(facts, findings);
    findings.atLeast(
        ExclusionReason.HISTORY_TOO_SHORT,
        ExclusionReason.UNKNOWN_HISTORY,
        "days of history",
        historyDays(facts, now),
        BigDecimal.valueOf(minHistoryDays));
    return new AssetVerdict(findings.exclusions);
  }

  private void judgePair(AssetFacts facts, Findings findings) {
    String quote = facts.instrument().symbol().quote();
    if (!quoteCurrencies.isEmpty() && !quoteCurrencies.contains(quote)) {
      findings.add(
          ExclusionReason.QUOTE_NOT_ALLOWED,
          "quote currency %s is not one of %s".formatted(quote, new TreeSet<>(quoteCurrencies)));
    }
    if (facts.tradable() == null) {
      findings.unknown(ExclusionReason.UNKNOWN_PAIR, "whether the venue takes orders");
    } else if (!facts.tradable()) {
      findings.add(
          ExclusionReason.PAIR_NOT_TRADABLE, "the venue does not take orders of every kind now");
    }
  }

  private static @Nullable BigDecimal historyDays(AssetFacts facts, Instant now) {
    return facts.firstBar() == null
        ? null
        : BigDecimal.valueOf(Math.max(0, Duration.between(facts.firstBar(), now).toDays()));
  }

  /** What the filters found, in their order. */
  private final class Findings {

    private final List<Exclusion> exclusions = new ArrayList<>();

    void atLeast(
        ExclusionReason below,
        ExclusionReason unknownReason,
        String field,
        @Nullable BigDecimal seen,
        BigDecimal bound) {
      if (bound.signum() == 0) {
        return;
      }
      if (seen == null) {
        unknown(unknownReason, field);
      } else if (seen.compareTo(bound) < 0) {
        add(below, "%s must be at least %s, is %s".formatted(field, plain(bound), plain(seen)));
      }
    }

    void atMost(
        ExclusionReason above,
        ExclusionReason unknownReason,
        String field,
        @Nullable BigDecimal seen,
        BigDecimal bound) {
      if (bound.signum() == 0) {
        return;
      }
      if (seen == null) {
        unknown(unknownReason, field);
      } else if (seen.compareTo(bound) > 0) {
        add(above, "%s must be at most %s, is %s".formatted(field, plain(bound), plain(seen)));
      }
    }

    void unknown(ExclusionReason reason, String field) {
      if (unknown == Unknown.EXCLUDE) {
        add(reason, field + " is unknown");
      }
    }

    void add(ExclusionReason reason, String detail) {
      exclusions.add(new Exclusion(reason, detail));
    }

    private static String plain(BigDecimal number) {
      return number.toPlainString();
    }
  }
}
