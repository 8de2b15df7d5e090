package io.tidemark.scanner.assets;

import io.tidemark.core.universe.AssetFacts;
import io.tidemark.core.universe.AssetVerdict;
import io.tidemark.core.universe.Exclusion;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** What is known of the assets, and what the filters said of them. */
@Component
class AssetTable {

  private static final TypeReference<List<Exclusion>> EXCLUSIONS = new TypeReference<>() {};

  private final JdbcTemplate database;

  AssetTable(JdbcTemplate database) {
    this.database = database;
  }

  /**
   * An asset as it was judged.
   *
   * @param market null if no source knows it
   * @param averageDailyVolumeUsd null if unknown
   * @param filtered whether the filters were on
   */
  record Judged(
      AssetFacts facts,
      @Nullable AssetMarket market,
      @Nullable BigDecimal averageDailyVolumeUsd,
      boolean filtered,
      AssetVerdict verdict) {}

  static List<Exclusion> exclusions(String json) {
    return Json.mapper().readValue(json, EXCLUSIONS);
  }

  /** What the filters said last of each asset that they judged. */
  SortedMap<InstrumentId, AssetVerdict> verdicts() {
    SortedMap<InstrumentId, AssetVerdict> verdicts = new TreeMap<>();
    database.query(
        "select exchange, symbol, exclusions from asset where filtered",
        row -> {
          verdicts.put(
              InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
              new AssetVerdict(exclusions(row.getString("exclusions"))));
        });
    return verdicts;
  }

  void save(Judged judged, Instant now) {
    AssetFacts facts = judged.facts();
    AssetMarket market = judged.market();
    database.update(
        """
        insert into asset (
          exchange, symbol, base, quote, active, name, coin_id, market_cap_usd, listings,
          listings_at_least, market_source, market_as_of, daily_volume_usd, avg_daily_volume_usd,
          spread_pct, volatility_pct, tradable, first_bar, filtered, eligible, exclusions,
          created_at, updated_at)
        values (?, ?, ?, ?, true, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
        on conflict (exchange, symbol) do update
        set active = true, name = excluded.name, coin_id = excluded.coin_id,
            market_cap_usd = excluded.market_cap_usd, listings = excluded.listings,
            listings_at_least = excluded.listings_at_least,
            market_source = excluded.market_source, market_as_of = excluded.market_as_of,
            daily_volume_usd = excluded.daily_volume_usd,
            avg_daily_volume_usd = excluded.avg_daily_volume_usd,
            spread_pct = excluded.spread_pct, volatility_pct = excluded.volatility_pct,
            tradable = excluded.tradable, first_bar = excluded.first_bar,
            filtered = excluded.filtered, eligible = excluded.eligible,
            exclusions = excluded.exclusions, updated_at = excluded.updated_at
        """,
        facts.instrument().exchange(),
        facts.instrument().symbol().toString(),
        facts.instrument().symbol().base(),
        facts.instrument().symbol().quote(),
        market == null ? null : market.name(),
        market == null ? null : market.coinId(),
        facts.marketCapUsd(),
        facts.listings(),
        market != null && market.listingsAtLeast(),
        market == null ? null : market.source(),
        market == null ? null : utc(market.asOf()),
        facts.dailyVolumeUsd(),
        judged.averageDailyVolumeUsd(),
        facts.spreadPct(),
        facts.volatilityPct(),
        facts.tradable(),
        facts.firstBar() == null ? null : utc(facts.firstBar()),
        judged.filtered(),
        judged.verdict().eligible(),
        Json.mapper().writeValueAsString(judged.verdict().exclusions()),
        utc(now),
        utc(now));
  }

  /** Marks those that the configuration names no more. */
  void keepActive(Collection<InstrumentId> configured) {
    database.update(
        "update asset set active = false where active and not (exchange || '|' || symbol = any (?))",
        (Object) configured.stream().map(InstrumentId::key).toArray(String[]::new));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
