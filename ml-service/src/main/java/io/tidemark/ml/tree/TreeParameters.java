package io.tidemark.ml.tree;

import io.tidemark.ml.model.Samples;
import java.util.HashMap;
import java.util.Map;

/** What XGBoost is told for all trees. */
final class TreeParameters {

  private TreeParameters() {}

  static Map<String, Object> common(int maxDepth, int threads, long seed) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", "multi:softprob");
    parameters.put("num_class", Samples.CLASSES);
    parameters.put("eval_metric", "mlogloss");
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", maxDepth);
    parameters.put("nthread", threads);
    // XGBoost takes a number of 31 bits.
    parameters.put("seed", Long.hashCode(seed) & Integer.MAX_VALUE);
    parameters.put("verbosity", 0);
    return parameters;
  }
}
