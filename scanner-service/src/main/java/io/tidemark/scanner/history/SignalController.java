package io.tidemark.scanner.history;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Price;
import io.tidemark.model.SignalType;
import io.tidemark.model.Symbol;
import io.tidemark.scanner.paging.Filters;
import io.tidemark.scanner.paging.PagedTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signals that were raised. */
@RestController
class SignalController {

  /** A raised signal. */
  record SignalItem(
      UUID signalId,
      String run,
      String exchange,
      String symbol,
      String strategy,
      String timeframe,
      String type,
      String source,
      double confidence,
      double strength,
      String reason,
      Price referencePrice,
      String configurationHash,
      Instant eventTime,
      Instant observedAt) {}

  private final PagedTable<SignalItem> signals;

  SignalController(JdbcClient database) {
    signals =
        new PagedTable<>(database, "signal", "event_time desc, signal_id", SignalController::item);
  }

  @GetMapping("/api/v1/signals")
  @Operation(summary = "Raised signals, newest first; from is included, to is not")
  Page<SignalItem> signals(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return signals.page(
        new Filters()
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .equal("strategy", strategy)
            .constant("type", "type", SignalType.class, type)
            .between("event_time", from, to),
        new PageRequest(page, size));
  }

  private static SignalItem item(ResultSet row) throws SQLException {
    return new SignalItem(
        row.getObject("signal_id", UUID.class),
        row.getString("run"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("strategy"),
        row.getString("timeframe"),
        row.getString("type"),
        row.getString("source"),
        row.getDouble("confidence"),
        row.getDouble("strength"),
        row.getString("reason"),
        new Price(row.getBigDecimal("reference_price")),
        row.getString("configuration_hash"),
        PagedTable.instant(row, "event_time"),
        PagedTable.instant(row, "observed_at"));
  }
}
