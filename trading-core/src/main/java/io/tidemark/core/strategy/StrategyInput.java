package io.tidemark.core.strategy;

import io.tidemark.model.Bar;
import io.tidemark.model.event.Prediction;
import java.util.List;

/**
 * What a strategy is given at a close of its primary timeframe, beside the series it reads.
 *
 * @param bar the bar that closed
 * @param predictions what models expect after that very bar, in order of model name; empty where
 *     none came in time
 */
public record StrategyInput(Bar bar, List<Prediction> predictions) {

  public StrategyInput {
    predictions = List.copyOf(predictions);
  }

  /** A bar without a prediction. */
  public static StrategyInput of(Bar bar) {
    return new StrategyInput(bar, List.of());
  }
}
