package io.tidemark.ml.baseline;

import io.tidemark.ml.model.ModelContract;
import io.tidemark.ml.model.ModelSettings;

class HeuristicModelTest extends ModelContract {

  @Override
  protected ModelSettings settings() {
    return new ModelSettings.Heuristic(3, 60);
  }
}
