package io.tidemark.ml.model;

/** Kinds of models. */
public enum ModelKind {
  /** A recurrent network over a sequence of bars. */
  LSTM,
  /** Trees on random parts of the data, which vote. */
  RANDOM_FOREST,
  /** Trees of which each mends the ones before. */
  XGBOOST,
  /** A weighted sum of the features of the bar. */
  LOGISTIC,
  /** A forecast of the change from the changes before; knows no feature. */
  ARIMA,
  /** Goes with the recent trend; learns nothing, and stands in where there is no model. */
  HEURISTIC
}
