package io.tidemark.scanner.market;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** How markets stood at regular instants, and what indicators say now. */
@RestController
class MarketController {

  private static final TypeReference<SortedMap<String, SortedMap<String, Double>>> VALUES =
      new TypeReference<>() {};

  /**
   * How a market stood; what was not known is absent.
   *
   * @param timeframe of the latest closed bar, whose figures follow
   * @param volume24h in the base currency, as the venue tells it
   * @param sentiment from -1, all strategies sell, to 1, all buy
   * @param indicators what strategies read, by timeframe, by name
   * @param orderBook up to 20 levels a side, with the instant they are of
   */
  record SnapshotItem(
      String run,
      String exchange,
      String symbol,
      Instant time,
      String timeframe,
      Instant barCloseTime,
      Price open,
      Price high,
      Price low,
      Price close,
      Quantity volume,
      @Nullable Quantity volume24h,
      @Nullable Double sentiment,
      @Nullable Double btcCorrelation,
      SortedMap<String, SortedMap<String, Double>> indicators,
      @Nullable JsonNode orderBook,
      Instant observedAt) {}

  /** The latest value of an indicator that a strategy reads. */
  record IndicatorItem(
      String run,
      String exchange,
      String symbol,
      String timeframe,
      String indicator,
      double value,
      Instant closeTime) {}

  private final PagedTable<SnapshotItem> snapshots;
  private final PagedTable<IndicatorItem> indicators;

  MarketController(JdbcClient database) {
    snapshots =
        new PagedTable<>(
            database,
            "market_snapshot",
            "snapshot_time desc, exchange, symbol, run",
            MarketController::snapshot);
    indicators =
        new PagedTable<>(
            database,
            "indicator_cache",
            "exchange, symbol, timeframe, indicator, run",
            MarketController::indicator);
  }

  @GetMapping("/api/v1/snapshots")
  @Operation(summary = "How markets stood, newest first; from is included, to is not")
  Page<SnapshotItem> snapshots(
      @RequestParam(required = false) @Nullable String run,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return snapshots.page(
        new Filters()
            .equal("run", run)
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .between("snapshot_time", from, to),
        new PageRequest(page, size));
  }

  @GetMapping("/api/v1/indicators")
  @Operation(summary = "The latest value of each indicator that a strategy reads")
  Page<IndicatorItem> indicators(
      @RequestParam(required = false) @Nullable String run,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Timeframe timeframe,
      @RequestParam(required = false) @Nullable String indicator,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return indicators.page(
        new Filters()
            .equal("run", run)
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .equal("timeframe", timeframe == null ? null : timeframe.code())
            .equal("indicator", indicator),
        new PageRequest(page, size));
  }

  private static SnapshotItem snapshot(ResultSet row) throws SQLException {
    String book = row.getString("order_book");
    return new SnapshotItem(
        row.getString("run"),
        row.getString("exchange"),
        row.getString("symbol"),
        PagedTable.instant(row, "snapshot_time"),
        row.getString("timeframe"),
        PagedTable.instant(row, "bar_close_time"),
        new Price(row.getBigDecimal("open")),
        new Price(row.getBigDecimal("high")),
        new Price(row.getBigDecimal("low")),
        new Price(row.getBigDecimal("close")),
        new Quantity(row.getBigDecimal("volume")),
        row.getBigDecimal("volume_24h") == null
            ? null
            : new Quantity(row.getBigDecimal("volume_24h")),
        row.getObject("sentiment", Double.class),
        row.getObject("btc_correlation", Double.class),
        Json.mapper().readValue(row.getString("indicators"), VALUES),
        book == null ? null : Json.mapper().readTree(book),
        PagedTable.instant(row, "observed_at"));
  }

  private static IndicatorItem indicator(ResultSet row) throws SQLException {
    return new IndicatorItem(
        row.getString("run"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("timeframe"),
        row.getString("indicator"),
        row.getDouble("value"),
        PagedTable.instant(row, "close_time"));
  }
}
