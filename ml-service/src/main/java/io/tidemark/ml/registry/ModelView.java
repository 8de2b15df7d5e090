package io.tidemark.ml.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model as its user sees it.
 *
 * @param stateReason why it is in that state
 * @param runId the training that made it; null if it was made elsewhere
 * @param from of the first bar it was fitted on
 * @param to of the first bar that it was not fitted on any more
 * @param inputSha256 of these bars
 * @param metrics of the training and the validation
 * @param predecessorId the champion whose place it took, which a rollback puts back; null for none
 * @param evaluations the latest hold-out first; null in lists
 * @param history the states it was in, in their order; null in lists
 */
record ModelView(
    UUID id,
    String name,
    String kind,
    ModelState state,
    String stateReason,
    Instant stateSince,
    String modelHash,
    String featureHash,
    String codeHash,
    String configurationSha256,
    @Nullable UUID runId,
    String exchange,
    List<String> symbols,
    String timeframe,
    Instant from,
    Instant to,
    String inputSha256,
    List<ModelFile> files,
    Map<String, Double> metrics,
    PromotionRule promotion,
    @Nullable UUID predecessorId,
    Instant registeredAt,
    @Nullable List<EvaluationView> evaluations,
    @Nullable List<ModelTransition> history) {

  /**
   * How it did on a hold-out.
   *
   * @param holdOutHash by which the same hold-out is known
   * @param target what was to be foretold
   * @param baseline the same metrics without a model
   */
  record EvaluationView(
      String holdOutHash,
      Instant from,
      Instant to,
      String dataSha256,
      String target,
      Map<String, Double> metrics,
      Map<String, Double> baseline,
      Instant evaluatedAt) {

    static EvaluationView of(Evaluation evaluation) {
      DataWindow data = evaluation.holdOut().data();
      return new EvaluationView(
          evaluation.holdOut().hash(),
          data.from(),
          data.to(),
          data.sha256(),
          evaluation.holdOut().target(),
          evaluation.metrics(),
          evaluation.baseline(),
          evaluation.evaluatedAt());
    }
  }

  static ModelView of(
      RegisteredModel model,
      @Nullable List<EvaluationView> evaluations,
      @Nullable List<ModelTransition> history) {
    ModelVersion version = model.version();
    DataWindow fittedOn = version.fittedOn();
    return new ModelView(
        version.id(),
        version.name(),
        version.kind(),
        model.state(),
        model.stateReason(),
        model.stateSince(),
        version.hash(),
        version.featureHash(),
        version.codeHash(),
        version.configurationSha256(),
        version.runId(),
        fittedOn.exchange(),
        fittedOn.symbols().stream().map(Object::toString).toList(),
        fittedOn.timeframe().code(),
        fittedOn.from(),
        fittedOn.to(),
        fittedOn.sha256(),
        version.files().all(),
        version.metrics(),
        version.rule(),
        model.predecessorId(),
        model.registeredAt(),
        evaluations,
        history);
  }
}
