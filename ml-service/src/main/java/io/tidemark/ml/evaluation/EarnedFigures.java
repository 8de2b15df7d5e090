package io.tidemark.ml.evaluation;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.registry.PromotionMetric;
import io.tidemark.ml.training.FurtherFigures;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.LabelledRows;
import io.tidemark.ml.training.TrainingInput;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is earned with models over the hold-out, as figures that they are compared by: that of the
 * strategy with each model, and without any beside it. Who trades too little to tell anything
 * counts as who does not trade, and no model as the better of the strategy without it and of not
 * trading at all: what loses less is no edge.
 */
public final class EarnedFigures {

  /** Of who does not trade. */
  private static final double NO_SHARPE = 0;

  private static final double NO_PROFIT_FACTOR = 1;

  private EarnedFigures() {}

  /** Whether the models of a file are compared by what is earned. */
  public static boolean areNeeded(TrainingFile file) {
    return switch (file.promotion().metric()) {
      case PROFIT_FACTOR, SHARPE -> true;
      case DIRECTION_AUC, AUC, ACCURACY, LOG_LOSS, BRIER -> false;
    };
  }

  /**
   * The figures of models that may be judged on these bars; none if the file's are not compared by
   * them, as each takes two backtests.
   *
   * @param strategy as {@link ModelEvaluation#of} takes it
   */
  public static FurtherFigures of(
      TrainingFile file,
      TrainingInput input,
      LabelledRows labelled,
      @Nullable StrategyDefinition strategy) {
    return areNeeded(file)
        ? (bundle, score) ->
            with(score, ModelEvaluation.worth(file, input, labelled, bundle, strategy))
        : FurtherFigures.NONE;
  }

  static HoldOutScore with(HoldOutScore score, ModelWorth worth) {
    return score.with(figures(worth.with()), noModel(worth.without()));
  }

  /** What is not defined is left out. */
  private static SortedMap<String, Double> figures(StrategyFigures told) {
    SortedMap<String, Double> figures = new TreeMap<>();
    if (told.trades() < ModelWorth.ENOUGH_TRADES) {
      figures.put(PromotionMetric.SHARPE.key(), NO_SHARPE);
      figures.put(PromotionMetric.PROFIT_FACTOR.key(), NO_PROFIT_FACTOR);
      return figures;
    }
    if (told.sharpe() != null) {
      figures.put(PromotionMetric.SHARPE.key(), told.sharpe());
    }
    if (told.profitFactor() != null) {
      figures.put(PromotionMetric.PROFIT_FACTOR.key(), told.profitFactor().doubleValue());
    }
    return figures;
  }

  private static SortedMap<String, Double> noModel(StrategyFigures without) {
    SortedMap<String, Double> figures = figures(without);
    figures.computeIfPresent(
        PromotionMetric.SHARPE.key(), (_, sharpe) -> Math.max(sharpe, NO_SHARPE));
    figures.computeIfPresent(
        PromotionMetric.PROFIT_FACTOR.key(), (_, factor) -> Math.max(factor, NO_PROFIT_FACTOR));
    return figures;
  }
}
