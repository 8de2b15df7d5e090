package io.tidemark.ml.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells how probable it is that a close will fall, stay or rise. It never changes: one that is
 * trained anew is another model. Not for several threads at once.
 */
public interface Model extends AutoCloseable {

  /** With which it was trained. */
  ModelSettings settings();

  /** Number of features of a bar that it knows. */
  int features();

  /**
   * Probabilities of a sample's label, in the order of {@link Samples#DOWN}, {@link
   * Samples#NEUTRAL}, {@link Samples#UP}; they sum to 1. Labels and weights are not looked at.
   *
   * @throws IllegalArgumentException if the samples have another number of features or a history
   *     that is too short
   */
  double[][] predict(Samples samples);

  /**
   * How much each feature gained where trees split by it, in sum 1; 0 of one that none split by.
   * Empty if the model has no trees.
   */
  default Optional<double[]> gains() {
    return Optional.empty();
  }

  /**
   * Writes what it has learnt. Use {@link ModelFolder#save}, which makes a whole folder of it.
   *
   * @param folder exists; gets files of the model's own
   * @throws IOException if it cannot be written
   */
  void write(Path folder) throws IOException;

  /** Frees native memory, if there is any; it cannot be used after. */
  @Override
  void close();
}
