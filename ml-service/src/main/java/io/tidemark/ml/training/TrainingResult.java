package io.tidemark.ml.training;

/** What a training of a bundle came to. */
public sealed interface TrainingResult {

  /**
   * There is a bundle, and it is the newest of its name.
   *
   * @param bundle in its place
   */
  record Made(ModelBundle bundle) implements TrainingResult {}

  /** It was cancelled; nothing is left of it. */
  record Cancelled() implements TrainingResult {}

  /**
   * There is none.
   *
   * @param reason what went wrong and what to do
   */
  record Failed(String reason) implements TrainingResult {}
}
