package io.tidemark.scanner.history;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Price;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;

/** Signals that were raised. */
@RestController
class SignalController {

  private static final TypeReference<SortedMap<String, Double>> FIGURES = new TypeReference<>() {};

  /**
   * A signal.
   *
   * @param mode {@code live}; {@code shadow} for one that was recorded only
   * @param closeFraction of the original quantity, of a partial close; null otherwise
   * @param decisions that it was drawn from
   * @param metadata further figures by name
   */
  record SignalItem(
      UUID signalId,
      String run,
      String exchange,
      String symbol,
      String strategy,
      String timeframe,
      String mode,
      String type,
      String source,
      double confidence,
      double strength,
      String reason,
      Price referencePrice,
      @Nullable BigDecimal closeFraction,
      List<UUID> decisions,
      SortedMap<String, Double> metadata,
      String configurationHash,
      Instant eventTime,
      Instant observedAt) {}

  private final PagedTable<SignalItem> signals;

  SignalController(JdbcClient database) {
    signals =
        new PagedTable<>(database, "signal", "event_time desc, signal_id", SignalController::item);
  }

  @GetMapping("/api/v1/signals")
  @Operation(
      summary =
          "Signals, newest first; from is included, to is not; mode=shadow tells those of shadows")
  Page<SignalItem> signals(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String source,
      @RequestParam(defaultValue = "live") String mode,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return signals.page(
        new Filters()
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .equal("strategy", strategy)
            .equal("mode", mode.toLowerCase(Locale.ROOT))
            .constant("type", "type", SignalType.class, type)
            .constant("source", "source", SignalSource.class, source)
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
        row.getString("mode"),
        row.getString("type"),
        row.getString("source"),
        row.getDouble("confidence"),
        row.getDouble("strength"),
        row.getString("reason"),
        new Price(row.getBigDecimal("reference_price")),
        row.getBigDecimal("close_fraction"),
        List.of((UUID[]) row.getArray("decision_ids").getArray()),
        Json.mapper().readValue(row.getString("metadata"), FIGURES),
        row.getString("configuration_hash"),
        PagedTable.instant(row, "event_time"),
        PagedTable.instant(row, "observed_at"));
  }
}
