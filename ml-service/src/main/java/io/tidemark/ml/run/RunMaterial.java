package io.tidemark.ml.run;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.registry.TrainingRun;
import io.tidemark.ml.training.TrainingInput;
import io.tidemark.ml.training.TrainingRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a run works on.
 *
 * @param request the training file of the run
 * @param input what is learnt from
 * @param strategy that models are compared with; null for the usual one, or if the file's are not
 *     compared by what is earned
 */
record RunMaterial(
    TrainingRun run,
    TrainingRequest request,
    TrainingInput input,
    @Nullable StrategyDefinition strategy) {

  TrainingFile file() {
    return request.file();
  }
}
