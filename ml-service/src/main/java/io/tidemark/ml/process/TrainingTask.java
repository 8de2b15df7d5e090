package io.tidemark.ml.process;

import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleTable;

/**
 * What is trained.
 *
 * @param settings of the model
 * @param train what is learnt from
 * @param validation what tells when to stop; of the same table
 */
public record TrainingTask(
    ModelSettings settings, SampleTable.Selection train, SampleTable.Selection validation) {

  /**
   * @throws IllegalArgumentException if the samples are of two tables, or of two histories
   */
  public TrainingTask {
    if (train.table() != validation.table()) {
      throw new IllegalArgumentException("train and validation must be of one table");
    }
    if (train.history() != validation.history()) {
      throw new IllegalArgumentException(
          "train and validation must know as many bars, they know %d and %d"
              .formatted(train.history(), validation.history()));
    }
  }
}
