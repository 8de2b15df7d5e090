package io.tidemark.ml.tree;

import java.util.Optional;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost's native library. */
public final class NativeTrees {

  private NativeTrees() {}

  /** Why it cannot be used on this machine; empty if it can. Loads the library. */
  public static Optional<String> unusable() {
    return Probe.UNUSABLE;
  }

  private static final class Probe {

    static final Optional<String> UNUSABLE = probe();

    private Probe() {}

    private static Optional<String> probe() {
      try {
        new DMatrix(new float[1], 1, 1, Float.NaN).dispose();
        return Optional.empty();
      } catch (XGBoostError | LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return Optional.of(
            "XGBoost's native library cannot be loaded on %s %s: %s"
                .formatted(
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    cause.getMessage()));
      }
    }
  }
}
