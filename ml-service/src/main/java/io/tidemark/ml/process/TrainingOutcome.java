package io.tidemark.ml.process;

import io.tidemark.ml.model.ModelFolder;

/** What a training came to. */
public sealed interface TrainingOutcome {

  /**
   * There is a model.
   *
   * @param folder looked at byte by byte; in the folder of the work, from which it is to be moved
   */
  record Trained(ModelFolder folder) implements TrainingOutcome {}

  /** It was told to end, by its parent or by SIGTERM, before there was a model. */
  record Cancelled() implements TrainingOutcome {}

  /**
   * There is no model.
   *
   * @param reason what went wrong, and what to do
   */
  record Failed(String reason) implements TrainingOutcome {}
}
