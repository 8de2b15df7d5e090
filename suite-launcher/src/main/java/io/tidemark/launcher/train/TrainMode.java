package io.tidemark.launcher.train;

/** What is done with a model. */
public enum TrainMode {
  /** A new one is trained. */
  TRAIN,
  /** The newest is judged on the hold-out of the bars. */
  EVALUATE,
  /** The newest is taken into use if it is better than the one in use. */
  DEPLOY
}
