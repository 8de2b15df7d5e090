package io.tidemark.ml.registry;

/** What two models are compared by on a hold-out. */
public enum PromotionMetric {
  /** The area under the ROC curve of up against down among bars that came to either, 0 to 1. */
  DIRECTION_AUC("directionAuc", true),
  /** The mean area under the ROC curves of each label against the others, from 0 to 1. */
  AUC("auc", true),
  /** The share of right classes, from 0 to 1. */
  ACCURACY("accuracy", true),
  /** The mean of the negative logarithm of the probability given to what came, 0 or above. */
  LOG_LOSS("logLoss", false),
  /** The mean squared distance of the probabilities from what came, from 0 to 2. */
  BRIER("brier", false),
  /** A year, of the strategy's backtest with the model, net of fees. */
  SHARPE("sharpe", true),
  /** Of the strategy's backtest with the model: profits through losses, net of fees. */
  PROFIT_FACTOR("profitFactor", true);

  private final String key;
  private final boolean moreIsBetter;

  PromotionMetric(String key, boolean moreIsBetter) {
    this.key = key;
    this.moreIsBetter = moreIsBetter;
  }

  /** Its name among the metrics of an evaluation. */
  public String key() {
    return key;
  }

  /** By how much one value is better than another; below 0 if it is worse. */
  double advantage(double value, double over) {
    return moreIsBetter ? value - over : over - value;
  }
}
