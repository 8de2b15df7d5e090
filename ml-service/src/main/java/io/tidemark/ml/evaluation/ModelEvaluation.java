package io.tidemark.ml.evaluation;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.configuration.TrainingTarget;
import io.tidemark.ml.training.LabelledRows;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.Predictor;
import io.tidemark.ml.training.TrainingInput;
import io.tidemark.ml.training.TrainingRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of how good a model is.
 *
 * @param validation on the bars that said when to stop; null of other bars than it was trained on
 * @param holdOut on the hold-out
 * @param importance which features it goes by
 * @param worth what is earned with it over the hold-out
 */
public record ModelEvaluation(
    @Nullable PartFigures validation,
    PartFigures holdOut,
    Importance importance,
    ModelWorth worth) {

  /**
   * Evaluates a bundle that may be {@link io.tidemark.ml.training.Deployment#score judged} on these
   * bars.
   *
   * @param strategy with which it is judged; null for the usual one. Not looked at where the model
   *     judges signals
   * @throws IllegalArgumentException if the strategy cannot be run on these bars
   */
  public static ModelEvaluation of(
      TrainingFile file,
      TrainingInput input,
      LabelledRows labelled,
      ModelBundle bundle,
      @Nullable StrategyDefinition strategy) {
    try (Predictor predictor = Predictor.of(bundle)) {
      FeatureTable table = labelled.table(predictor.features());
      Rows holdOut = labelled.holdOut();
      return new ModelEvaluation(
          validation(predictor, labelled, table, bundle.training(), input),
          PartFigures.of(predictor, table, labelled.labels(), holdOut),
          Importance.of(
              predictor, bundle, table, labelled.labels(), holdOut, file.training().seed()),
          worth(file, input, labelled, bundle, strategy, predictor));
    }
  }

  /** What is earned with a bundle over the hold-out, as {@link #of} tells it among others. */
  static ModelWorth worth(
      TrainingFile file,
      TrainingInput input,
      LabelledRows labelled,
      ModelBundle bundle,
      @Nullable StrategyDefinition strategy) {
    try (Predictor predictor = Predictor.of(bundle)) {
      return worth(file, input, labelled, bundle, strategy, predictor);
    }
  }

  private static ModelWorth worth(
      TrainingFile file,
      TrainingInput input,
      LabelledRows labelled,
      ModelBundle bundle,
      @Nullable StrategyDefinition strategy,
      Predictor predictor) {
    FeatureTable table = labelled.table(predictor.features());
    Rows holdOut = labelled.holdOut();
    return file.target().type() == TrainingTarget.Type.META_LABEL
        ? SignalWorth.of(input.trades(), predictor, table, holdOut)
        : StrategyWorth.of(
            strategyOf(file, strategy), input.history().bars(), predictor, bundle, table, holdOut);
  }

  /**
   * Checks before a training what would be found only after it.
   *
   * @param strategy with which the model is to be judged
   * @throws IllegalArgumentException if it decides on other bars than the model foretells of
   */
  public static void requireFitting(TrainingFile file, StrategyDefinition strategy) {
    StrategyWorth.requireFitting(strategy, file.data().timeframe());
  }

  private static @Nullable PartFigures validation(
      Predictor predictor,
      LabelledRows labelled,
      FeatureTable table,
      TrainingRecord training,
      TrainingInput input) {
    Instant end = training.data().to();
    if (!input.from().equals(training.data().from()) || !input.to().equals(end)) {
      return null;
    }
    return PartFigures.of(
        predictor, table, labelled.labels(), labelled.validation(predictor.history()));
  }

  private static StrategyDefinition strategyOf(
      TrainingFile file, @Nullable StrategyDefinition strategy) {
    TrainingFile.Data data = file.data();
    return strategy == null
        ? ReferenceStrategy.standard(data.exchange(), data.symbol(), data.timeframe())
        : ReferenceStrategy.on(strategy, data.exchange(), data.symbol());
  }
}
