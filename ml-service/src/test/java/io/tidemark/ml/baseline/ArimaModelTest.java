package io.tidemark.ml.baseline;

import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.StoppableContract;

class ArimaModelTest extends StoppableContract {

  @Override
  protected ModelSettings settings() {
    return new ModelSettings.Arima(2, 1, 1);
  }
}
