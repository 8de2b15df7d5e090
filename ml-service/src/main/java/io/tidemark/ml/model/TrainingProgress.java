package io.tidemark.ml.model;

/** Is told how far a training is. */
@FunctionalInterface
public interface TrainingProgress {

  /** Keeps it to itself. */
  TrainingProgress UNHEARD = _ -> {};

  /** A step has ended. */
  void on(TrainingStep step);
}
