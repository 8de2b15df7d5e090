package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.ml.serve.PredictionStage.Input;
import io.tidemark.model.event.BarsClosed;
import java.util.List;

/** Tells what was before the bars that an instrument's features begin with. */
@FunctionalInterface
public interface Past {

  /** Nothing is known. */
  Past UNKNOWN = (_, _) -> List.of();

  /**
   * Bars that closed before, with what was known beside them, in order of their close; enough for
   * the features where there are so many.
   *
   * @param set what is to be computed of them
   * @param first the bars that the features begin with
   */
  List<Input> before(FeatureSet set, BarsClosed first);
}
