package io.tidemark.ml.training;

/** Adds to how a model did on a hold-out what its labels do not tell. */
@FunctionalInterface
public interface FurtherFigures {

  /** Adds nothing. */
  FurtherFigures NONE = (_, score) -> score;

  /**
   * How a model did, with more figures.
   *
   * @param bundle the model
   * @param score how it did on the hold-out
   */
  HoldOutScore with(ModelBundle bundle, HoldOutScore score);
}
