package io.tidemark.ml.tree;

import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost refused what it was told to do. */
public class TreeException extends RuntimeException {

  TreeException(XGBoostError cause) {
    super("XGBoost failed: " + cause.getMessage(), cause);
  }
}
