package io.tidemark.ml.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.ml.registry.PredictionRow.Outcome;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What models foretold. */
@RestController
class PredictionController {

  private final PagedTable<PredictionItem> predictions;

  PredictionController(JdbcClient database) {
    predictions =
        new PagedTable<>(
            database,
            "prediction",
            "event_time desc, prediction_id",
            row -> PredictionItem.of(PredictionTable.row(row, 0)));
  }

  /**
   * A prediction.
   *
   * @param modelId the version's; null for the stand-in without a model
   * @param featureHash of the features it was made from
   * @param rowHash of their values; null if it was not kept
   * @param role {@code CHAMPION}, {@code CHALLENGER} for one in the shadow, or {@code STAND_IN}
   * @param outputs probabilities by name
   * @param outcome what came; null until the look-ahead has passed
   * @param eventTime the close of the bar
   */
  record PredictionItem(
      UUID predictionId,
      @Nullable UUID modelId,
      String model,
      String modelHash,
      String featureHash,
      @Nullable String rowHash,
      Role role,
      String exchange,
      String symbol,
      String timeframe,
      Instant barOpenTime,
      Map<String, Double> outputs,
      @Nullable Outcome outcome,
      Instant eventTime,
      Instant observedAt) {

    static PredictionItem of(PredictionRow row) {
      Prediction told = row.prediction();
      return new PredictionItem(
          told.predictionId(),
          row.modelId(),
          told.model(),
          told.modelHash(),
          row.featureHash(),
          row.rowHash(),
          row.role(),
          told.instrument().exchange(),
          told.instrument().symbol().toString(),
          told.timeframe().code(),
          told.barOpenTime(),
          told.outputs(),
          row.outcome(),
          told.eventTime(),
          told.observedAt());
    }
  }

  @GetMapping("/api/v1/predictions")
  @Operation(
      summary = "Predictions, newest first; from is included, to is not; those of challengers too")
  Page<PredictionItem> predictions(
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Timeframe timeframe,
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(required = false) @Nullable String role,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return predictions.page(
        new Filters()
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .equal("timeframe", timeframe == null ? null : timeframe.code())
            .equal("model", model)
            .constant("role", "role", Role.class, role)
            .between("event_time", from, to),
        new PageRequest(page, size));
  }
}
