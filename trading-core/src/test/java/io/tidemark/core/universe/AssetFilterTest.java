package io.tidemark.core.universe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.universe.AssetFilter.Unknown;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.reason.ExclusionReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AssetFilterTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private static AssetFilter usual(Unknown unknown) {
    return new AssetFilter(
        new BigDecimal("100000000"),
        new BigDecimal("5000000"),
        new BigDecimal("0.5"),
        3,
        new BigDecimal("15"),
        Set.of("USD", "USDT", "BTC"),
        30,
        unknown);
  }

  private static AssetFacts facts(
      String symbol,
      @Nullable String cap,
      @Nullable String volume,
      @Nullable String spread,
      @Nullable Integer listings,
      @Nullable String volatility,
      int days) {
    return new AssetFacts(
        InstrumentId.of("kraken", symbol),
        cap == null ? null : new BigDecimal(cap),
        volume == null ? null : new BigDecimal(volume),
        spread == null ? null : new BigDecimal(spread),
        listings,
        volatility == null ? null : new BigDecimal(volatility),
        true,
        NOW.minus(Duration.ofDays(days)));
  }

  private static List<ExclusionReason> reasons(AssetFilter filter, AssetFacts facts) {
    return filter.judge(facts, NOW).exclusions().stream().map(Exclusion::reason).toList();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "BTC/USD, 100000000, 5000000, 0.5, 3, 15, 30, -",
        "BTC/USD, 99999999.99, 5000000, 0.5, 3, 15, 30, MARKET_CAP_TOO_LOW",
        "BTC/USD, -, 5000000, 0.5, 3, 15, 30, UNKNOWN_MARKET_CAP",
        "BTC/USD, 100000000, 4999999, 0.5, 3, 15, 30, VOLUME_TOO_LOW",
        "BTC/USD, 100000000, -, 0.5, 3, 15, 30, UNKNOWN_VOLUME",
        "BTC/USD, 100000000, 5000000, 0.5001, 3, 15, 30, SPREAD_TOO_WIDE",
        "BTC/USD, 100000000, 5000000, -, 3, 15, 30, UNKNOWN_SPREAD",
        "BTC/USD, 100000000, 5000000, 0.5, 2, 15, 30, TOO_FEW_LISTINGS",
        "BTC/USD, 100000000, 5000000, 0.5, -, 15, 30, UNKNOWN_LISTINGS",
        "BTC/USD, 100000000, 5000000, 0.5, 3, 15.01, 30, TOO_VOLATILE",
        "BTC/USD, 100000000, 5000000, 0.5, 3, -, 30, UNKNOWN_VOLATILITY",
        "BTC/EUR, 100000000, 5000000, 0.5, 3, 15, 30, QUOTE_NOT_ALLOWED",
        "BTC/USD, 100000000, 5000000, 0.5, 3, 15, 29, HISTORY_TOO_SHORT"
      })
  void excludesBeyondABoundAndNotAtIt(
      String symbol,
      @Nullable String cap,
      @Nullable String volume,
      @Nullable String spread,
      @Nullable Integer listings,
      @Nullable String volatility,
      int days,
      @Nullable ExclusionReason expected) {
    AssetFacts facts = facts(symbol, cap, volume, spread, listings, volatility, days);

    assertThat(reasons(usual(Unknown.EXCLUDE), facts))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void tellsTheNumbersOfEveryFilterThatFails() {
    AssetVerdict verdict =
        usual(Unknown.EXCLUDE).judge(facts("X/EUR", "1", "2", "3", 1, "99", 4), NOW);

    assertThat(verdict.eligible()).isFalse();
    assertThat(verdict.exclusions())
        .extracting(Exclusion::toString)
        .containsExactly(
            "MARKET_CAP_TOO_LOW: market cap in USD must be at least 100000000, is 1",
            "VOLUME_TOO_LOW: 24 h volume in USD must be at least 5000000, is 2",
            "SPREAD_TOO_WIDE: spread in percent must be at most 0.5, is 3",
            "TOO_FEW_LISTINGS: exchange listings must be at least 3, is 1",
            "TOO_VOLATILE: volatility in percent a day must be at most 15, is 99",
            "QUOTE_NOT_ALLOWED: quote currency EUR is not one of [BTC, USD, USDT]",
            "HISTORY_TOO_SHORT: days of history must be at least 30, is 4");
  }

  @Test
  void passesWhatIsUnknownOnlyWhereItIsToldTo() {
    assertThat(reasons(usual(Unknown.EXCLUDE), AssetFacts.unknown(BTC)))
        .containsExactly(
            ExclusionReason.UNKNOWN_MARKET_CAP,
            ExclusionReason.UNKNOWN_VOLUME,
            ExclusionReason.UNKNOWN_SPREAD,
            ExclusionReason.UNKNOWN_LISTINGS,
            ExclusionReason.UNKNOWN_VOLATILITY,
            ExclusionReason.UNKNOWN_PAIR,
            ExclusionReason.UNKNOWN_HISTORY);
    assertThat(reasons(usual(Unknown.INCLUDE), AssetFacts.unknown(BTC))).isEmpty();
  }

  @Test
  void excludesWhatTheVenueDoesNotTrade() {
    AssetFacts halted =
        new AssetFacts(
            BTC,
            new BigDecimal("1e12"),
            new BigDecimal("1e9"),
            BigDecimal.ZERO,
            100,
            BigDecimal.ONE,
            false,
            Instant.EPOCH);

    assertThat(reasons(usual(Unknown.INCLUDE), halted))
        .containsExactly(ExclusionReason.PAIR_NOT_TRADABLE);
  }

  @Test
  void aBoundOfZeroAndAnEmptySetTurnAFilterOff() {
    AssetFilter off =
        new AssetFilter(
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            0,
            BigDecimal.ZERO,
            Set.of(),
            0,
            Unknown.EXCLUDE);

    assertThat(reasons(off, AssetFacts.unknown(BTC))).containsExactly(ExclusionReason.UNKNOWN_PAIR);
  }

  @Test
  void refusesABoundBelowZero() {
    assertThatThrownBy(
            () ->
                new AssetFilter(
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    new BigDecimal("-0.5"),
                    0,
                    BigDecimal.ZERO,
                    Set.of(),
                    0,
                    Unknown.EXCLUDE))
        .hasMessage("maxSpreadPct must be 0 or above, was -0.5");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aStricterBoundNeverLetsAnAssetIn(long seed) {
    Random random = new Random(seed);
    AssetFacts facts = randomFacts(random);
    AssetFilter loose = randomFilter(random);
    AssetFilter strict =
        new AssetFilter(
            loose.minMarketCapUsd().add(BigDecimal.valueOf(random.nextInt(50))),
            loose.minDailyVolumeUsd().add(BigDecimal.valueOf(random.nextInt(50))),
            loose.maxSpreadPct().multiply(BigDecimal.valueOf(1 + random.nextInt(99), 2)),
            loose.minListings() + random.nextInt(3),
            loose.maxVolatilityPct().multiply(BigDecimal.valueOf(1 + random.nextInt(99), 2)),
            loose.quoteCurrencies(),
            loose.minHistoryDays() + random.nextInt(10),
            loose.unknown());

    assertThat(reasons(strict, facts)).containsAll(reasons(loose, facts));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void includingTheUnknownNeverExcludesMoreAndGivesNoUnknownReason(long seed) {
    Random random = new Random(seed);
    AssetFacts facts = randomFacts(random);
    AssetFilter exclude = randomFilter(random);
    AssetFilter include =
        new AssetFilter(
            exclude.minMarketCapUsd(),
            exclude.minDailyVolumeUsd(),
            exclude.maxSpreadPct(),
            exclude.minListings(),
            exclude.maxVolatilityPct(),
            exclude.quoteCurrencies(),
            exclude.minHistoryDays(),
            Unknown.INCLUDE);

    assertThat(reasons(include, facts))
        .isEqualTo(
            reasons(exclude, facts).stream()
                .filter(reason -> !reason.name().startsWith("UNKNOWN"))
                .toList());
  }

  private static AssetFilter randomFilter(Random random) {
    return new AssetFilter(
        BigDecimal.valueOf(1 + random.nextInt(100)),
        BigDecimal.valueOf(1 + random.nextInt(100)),
        BigDecimal.valueOf(1 + random.nextInt(100)),
        1 + random.nextInt(10),
        BigDecimal.valueOf(1 + random.nextInt(100)),
        random.nextBoolean() ? Set.of("USD") : Set.of(),
        1 + random.nextInt(50),
        Unknown.EXCLUDE);
  }

  private static AssetFacts randomFacts(Random random) {
    return new AssetFacts(
        InstrumentId.of("kraken", random.nextBoolean() ? "BTC/USD" : "BTC/EUR"),
        number(random),
        number(random),
        number(random),
        random.nextInt(4) == 0 ? null : random.nextInt(12),
        number(random),
        random.nextInt(4) == 0 ? null : random.nextBoolean(),
        random.nextInt(4) == 0 ? null : NOW.minus(Duration.ofHours(random.nextInt(2000))));
  }

  private static @Nullable BigDecimal number(Random random) {
    return random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(120));
  }
}
