package io.tidemark.scanner.history;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.SignalType;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;

/** Decisions that were signals or were blocked. */
@RestController
class DecisionController {

  private static final TypeReference<SortedMap<String, Double>> VALUES = new TypeReference<>() {};

  /**
   * A decision of one strategy on one bar.
   *
   * @param type null where a blocked decision has none
   * @param blockReason null for a signal
   * @param indicators what the rules read, by name
   * @param predictionId the prediction it used; null for none
   * @param modelHash of the model that made it; null for none
   * @param featureHash of the features that the model was shown; null for none
   */
  record DecisionItem(
      UUID decisionId,
      String run,
      String exchange,
      String symbol,
      String strategy,
      String timeframe,
      String outcome,
      @Nullable String type,
      double confidence,
      double strength,
      @Nullable String blockReason,
      List<String> reasons,
      SortedMap<String, Double> indicators,
      String configurationHash,
      @Nullable UUID predictionId,
      @Nullable String modelHash,
      @Nullable String featureHash,
      Instant closeTime,
      Instant observedAt) {}

  private final PagedTable<DecisionItem> decisions;

  DecisionController(JdbcClient database) {
    decisions =
        new PagedTable<>(
            database, "decision", "close_time desc, decision_id", DecisionController::item);
  }

  @GetMapping("/api/v1/decisions")
  @Operation(summary = "Signals and blocks with their reasons, newest first; holds stay on Kafka")
  Page<DecisionItem> decisions(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable String strategy,
      @RequestParam(required = false) @Nullable Timeframe timeframe,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(required = false) @Nullable String blockReason,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    if (Outcome.HOLD.name().equals(outcome)) {
      throw new BadRequestException(
          "outcome must be SIGNAL or BLOCKED, was 'HOLD'; holds are on strategy.decision.v1 only");
    }
    return decisions.page(
        new Filters()
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .equal("strategy", strategy)
            .equal("timeframe", timeframe == null ? null : timeframe.code())
            .constant("type", "type", SignalType.class, type)
            .constant("outcome", "outcome", Outcome.class, outcome)
            .constant("blockReason", "block_reason", BlockReason.class, blockReason)
            .between("close_time", from, to),
        new PageRequest(page, size));
  }

  private static DecisionItem item(ResultSet row) throws SQLException {
    return new DecisionItem(
        row.getObject("decision_id", UUID.class),
        row.getString("run"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("strategy"),
        row.getString("timeframe"),
        row.getString("outcome"),
        row.getString("type"),
        row.getDouble("confidence"),
        row.getDouble("strength"),
        row.getString("block_reason"),
        List.of((String[]) row.getArray("reasons").getArray()),
        Json.mapper().readValue(row.getString("indicators"), VALUES),
        row.getString("configuration_hash"),
        row.getObject("prediction_id", UUID.class),
        row.getString("model_hash"),
        row.getString("feature_hash"),
        PagedTable.instant(row, "close_time"),
        PagedTable.instant(row, "observed_at"));
  }
}
