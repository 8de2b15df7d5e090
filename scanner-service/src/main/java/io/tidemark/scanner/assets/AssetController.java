package io.tidemark.scanner.assets;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.core.universe.Exclusion;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The universe of assets: what is known of each, and whether it may be traded. */
@RestController
class AssetController {

  /**
   * An asset; a figure that is not known is absent.
   *
   * @param active whether the configuration names it
   * @param listings exchanges that list it; {@code listingsAtLeast} if there may be more
   * @param marketSource {@code coingecko} or {@code file}
   * @param marketAsOf when name, capitalisation and listings were true
   * @param averageDailyVolumeUsd over the closed days of the last 30
   * @param volatilityPct deviation of daily returns, percent a day
   * @param filtered whether the filters were on when it was judged
   * @param exclusions why it may not be traded; empty if it may
   */
  record AssetItem(
      String exchange,
      String symbol,
      String base,
      String quote,
      boolean active,
      @Nullable String name,
      @Nullable String coinId,
      @Nullable BigDecimal marketCapUsd,
      @Nullable Integer listings,
      boolean listingsAtLeast,
      @Nullable String marketSource,
      @Nullable Instant marketAsOf,
      @Nullable BigDecimal dailyVolumeUsd,
      @Nullable BigDecimal averageDailyVolumeUsd,
      @Nullable BigDecimal spreadPct,
      @Nullable BigDecimal volatilityPct,
      @Nullable Boolean tradable,
      @Nullable Instant firstBar,
      boolean filtered,
      boolean eligible,
      List<Exclusion> exclusions,
      Instant createdAt,
      Instant updatedAt) {}

  private final PagedTable<AssetItem> assets;
  private final AssetSchedule schedule;

  AssetController(JdbcClient database, AssetSchedule schedule) {
    this.assets = new PagedTable<>(database, "asset", "exchange, symbol", AssetController::item);
    this.schedule = schedule;
  }

  @GetMapping("/api/v1/assets")
  @Operation(summary = "Assets with what is known of them and why they may not be traded")
  Page<AssetItem> assets(
      @RequestParam(required = false) @Nullable Boolean eligible,
      @RequestParam(required = false) @Nullable Boolean active,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return assets.page(
        new Filters()
            .equal("eligible", eligible)
            .equal("active", active)
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString()),
        new PageRequest(page, size));
  }

  @GetMapping("/api/v1/assets/status")
  @Operation(summary = "Whether the filters are on, when they judged, and how the sources stand")
  AssetSchedule.Status status() {
    return schedule.status();
  }

  @PostMapping("/api/v1/assets/refresh")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Has the assets judged now; the status tells when it is done")
  AssetSchedule.Status refresh() {
    schedule.ask();
    return schedule.status();
  }

  private static AssetItem item(ResultSet row) throws SQLException {
    return new AssetItem(
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("base"),
        row.getString("quote"),
        row.getBoolean("active"),
        row.getString("name"),
        row.getString("coin_id"),
        row.getBigDecimal("market_cap_usd"),
        row.getObject("listings", Integer.class),
        row.getBoolean("listings_at_least"),
        row.getString("market_source"),
        instant(row, "market_as_of"),
        row.getBigDecimal("daily_volume_usd"),
        row.getBigDecimal("avg_daily_volume_usd"),
        row.getBigDecimal("spread_pct"),
        row.getBigDecimal("volatility_pct"),
        row.getObject("tradable", Boolean.class),
        instant(row, "first_bar"),
        row.getBoolean("filtered"),
        row.getBoolean("eligible"),
        AssetTable.exclusions(row.getString("exclusions")),
        PagedTable.instant(row, "created_at"),
        PagedTable.instant(row, "updated_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
