package io.tidemark.scanner.assets;

import io.tidemark.kit.paging.PagedTable;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What CoinGecko told last, for when it is away. */
@Component
class MarketTable {

  private final JdbcTemplate database;

  MarketTable(JdbcTemplate database) {
    this.database = database;
  }

  SortedMap<String, AssetMarket> all() {
    SortedMap<String, AssetMarket> markets = new TreeMap<>();
    database.query(
        "select * from asset_market",
        row -> {
          Integer listings = row.getObject("listings", Integer.class);
          markets.put(
              row.getString("base"),
              new AssetMarket(
                  row.getString("base"),
                  row.getString("coin_id"),
                  row.getString("name"),
                  row.getBigDecimal("market_cap_usd"),
                  listings,
                  row.getBoolean("listings_at_least"),
                  listings == null ? null : PagedTable.instant(row, "listings_at"),
                  CoinGecko.SOURCE,
                  PagedTable.instant(row, "fetched_at")));
        });
    return markets;
  }

  void save(AssetMarket market) {
    database.update(
        """
        insert into asset_market (
          base, coin_id, name, market_cap_usd, listings, listings_at_least, listings_at,
          fetched_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (base) do update
        set coin_id = excluded.coin_id, name = excluded.name,
            market_cap_usd = excluded.market_cap_usd, listings = excluded.listings,
            listings_at_least = excluded.listings_at_least,
            listings_at = excluded.listings_at, fetched_at = excluded.fetched_at
        """,
        market.base(),
        market.coinId(),
        market.name(),
        market.marketCapUsd(),
        market.listings(),
        market.listingsAtLeast(),
        market.listingsAsOf() == null ? null : market.listingsAsOf().atOffset(ZoneOffset.UTC),
        market.asOf().atOffset(ZoneOffset.UTC));
  }
}
