package io.tidemark.backfiller.gap;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is missing. */
@RestController
@RequestMapping("/api/v1")
class GapController {

  /** A gap as a user sees it. */
  record GapView(
      UUID gapId,
      String exchange,
      String symbol,
      String timeframe,
      Instant from,
      Instant to,
      GapOrigin origin,
      GapState state,
      String detail,
      int attempts,
      Instant detectedAt,
      @Nullable Instant closedAt) {}

  /** A gap that is not asked for again, as a user sees it. */
  record UnfillableView(
      String exchange,
      String symbol,
      String timeframe,
      Instant from,
      Instant to,
      UnfillableReason reason,
      String detail,
      Instant recordedAt) {}

  private final JdbcClient database;

  GapController(JdbcClient database) {
    this.database = database;
  }

  @GetMapping("/gaps")
  @Operation(summary = "Gaps that were found and where they stand, newest first")
  Page<GapView> gaps(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Timeframe timeframe,
      @RequestParam(required = false) @Nullable GapState state,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    Filter filter = Filter.of(exchange, symbol, timeframe, "state", state);
    return page(
        "gap",
        filter,
        new PageRequest(page, size),
        (row, number) ->
            new GapView(
                row.getObject("gap_id", UUID.class),
                row.getString("exchange"),
                row.getString("symbol"),
                row.getString("timeframe"),
                SqlTimes.instant(row, "from_time"),
                SqlTimes.instant(row, "to_time"),
                GapOrigin.valueOf(row.getString("origin")),
                GapState.valueOf(row.getString("state")),
                row.getString("detail"),
                row.getInt("attempts"),
                SqlTimes.instant(row, "detected_at"),
                SqlTimes.nullable(row, "closed_at")));
  }

  @GetMapping("/unfillable-gaps")
  @Operation(summary = "What is not asked for again, and why, newest first")
  Page<UnfillableView> unfillable(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Timeframe timeframe,
      @RequestParam(required = false) @Nullable UnfillableReason reason,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    Filter filter = Filter.of(exchange, symbol, timeframe, "reason", reason);
    return page(
        "unfillable_gap",
        filter,
        new PageRequest(page, size),
        (row, number) ->
            new UnfillableView(
                row.getString("exchange"),
                row.getString("symbol"),
                row.getString("timeframe"),
                SqlTimes.instant(row, "from_time"),
                SqlTimes.instant(row, "to_time"),
                UnfillableReason.valueOf(row.getString("reason")),
                row.getString("detail"),
                SqlTimes.instant(row, "recorded_at")));
  }

  private <T> Page<T> page(String table, Filter filter, PageRequest page, RowMapper<T> mapper) {
    String where = " from " + table + filter.where();
    long total =
        database.sql("select count(*)" + where).params(filter.values()).query(Long.class).single();
    List<T> items =
        database
            .sql(
                "select *"
                    + where
                    + " order by from_time desc, exchange, symbol, timeframe limit ? offset ?")
            .params(filter.values())
            .param(page.limit())
            .param(page.offset())
            .query(mapper)
            .list();
    return new Page<>(items, page.number(), page.limit(), total);
  }

  /** Conditions on columns; the columns are ours, the values are parameters. */
  private record Filter(String where, List<Object> values) {

    static Filter of(
        @Nullable String exchange,
        @Nullable Symbol symbol,
        @Nullable Timeframe timeframe,
        String column,
        @Nullable Enum<?> value) {
      List<String> conditions = new ArrayList<>();
      List<Object> values = new ArrayList<>();
      add(conditions, values, "exchange", exchange);
      add(conditions, values, "symbol", symbol);
      add(conditions, values, "timeframe", timeframe);
      add(conditions, values, column, value);
      return new Filter(
          conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions), values);
    }

    private static void add(
        List<String> conditions, List<Object> values, String column, @Nullable Object value) {
      if (value != null) {
        conditions.add(column + " = ?");
        values.add(value.toString());
      }
    }
  }
}
