package io.tidemark.ml.baseline;

import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.StoppableContract;

class LogisticModelTest extends StoppableContract {

  @Override
  protected ModelSettings settings() {
    return new ModelSettings.Logistic(0.001);
  }
}
