package io.tidemark.scanner.strategies;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The strategies in use. */
@RestController
class StrategyController {

  /**
   * A strategy in use.
   *
   * @param className {@code rules}, or the name of a built-in strategy
   * @param mode {@code live} or {@code shadow}
   * @param definition its canonical form
   */
  record StrategyItem(
      String id,
      String name,
      String className,
      String mode,
      String exchange,
      List<String> symbols,
      String primaryTimeframe,
      String configurationHash,
      JsonNode definition,
      Instant validFrom) {}

  private final PagedTable<StrategyItem> strategies;

  StrategyController(JdbcClient database) {
    strategies = new PagedTable<>(database, "strategy", "id", StrategyController::strategy);
  }

  @GetMapping("/api/v1/strategies")
  @Operation(summary = "The strategies in use, by id")
  Page<StrategyItem> strategies(
      @RequestParam(required = false) @Nullable String mode,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return strategies.page(
        new Filters()
            .equal("mode", mode == null ? null : mode.toLowerCase(Locale.ROOT))
            .equal("exchange", exchange)
            .contains("symbols", symbol == null ? null : symbol.toString()),
        new PageRequest(page, size));
  }

  private static StrategyItem strategy(ResultSet row) throws SQLException {
    return new StrategyItem(
        row.getString("id"),
        row.getString("name"),
        row.getString("class"),
        row.getString("mode"),
        row.getString("exchange"),
        List.of((String[]) row.getArray("symbols").getArray()),
        row.getString("primary_timeframe"),
        row.getString("configuration_hash"),
        Json.mapper().readTree(row.getString("definition")),
        PagedTable.instant(row, "valid_from"));
  }
}
