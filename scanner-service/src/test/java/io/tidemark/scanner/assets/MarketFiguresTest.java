package io.tidemark.scanner.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketFiguresTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path folder;
  private Path file;
  private final SortedMap<String, AssetMarket> told = new TreeMap<>();

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("assets.csv");
    Files.writeString(
        file,
        """
        symbol,name,market_cap_usd,exchange_listings,as_of
        BTC,Of the file,5,12,2026-01-30
        """);
  }

  private Map<String, AssetMarket> at(Instant now) {
    return new MarketFigures(
            null, file, () -> told, new AssetMetrics(new SimpleMeterRegistry()), Duration.ofDays(7))
        .of(Set.of("BTC"), now);
  }

  private static AssetMarket api(
      Instant asOf, @Nullable Integer listings, @Nullable Instant listingsAsOf) {
    return new AssetMarket(
        "BTC",
        "bitcoin",
        "Bitcoin",
        new BigDecimal("7"),
        listings,
        false,
        listingsAsOf,
        CoinGecko.SOURCE,
        asOf);
  }

  @Test
  void takesTheNewestAndFillsItUpFromTheOther() {
    told.put("BTC", api(NOW.minusSeconds(60), null, null));

    assertThat(at(NOW).get("BTC"))
        .isEqualTo(
            api(NOW.minusSeconds(60), null, null)
                .withListings(12, false, Instant.parse("2026-01-30T00:00:00Z")));
  }

  @Test
  void takesListingsForUnknownOnceTheyAreTooOld() {
    file = folder.resolve("absent.csv");
    told.put("BTC", api(NOW, 4, NOW.minus(Duration.ofDays(8))));

    assertThat(at(NOW).get("BTC")).isEqualTo(api(NOW, null, null));
  }

  @Test
  void doesNotLookIntoTheFutureInAReplay() {
    told.put("BTC", api(NOW, 4, NOW));
    Instant hoursBefore = NOW.minus(Duration.ofHours(3));

    assertThat(at(hoursBefore).get("BTC"))
        .extracting(AssetMarket::source)
        .isEqualTo(MarketFile.SOURCE);
    assertThat(at(Instant.parse("2013-11-25T00:00:00Z"))).isEmpty();
  }
}
