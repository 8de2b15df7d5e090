package io.tidemark.ml.model;

/** Makes models of a kind. */
public interface Trainer {

  /**
   * Trains. The same samples and settings, seed and number of threads included, give the same model
   * on the same machine.
   *
   * @param train what is learnt from; every label known, at least two differ
   * @param validation what tells when to stop, where the kind stops early, and what progress is
   *     told of; may be empty, and then training goes on to its end
   * @param progress told after each step, by the calling thread
   * @throws IllegalArgumentException if the samples cannot be learnt from
   * @throws InterruptedException if the thread is interrupted before the end; asked after each step
   */
  Model train(Samples train, Samples validation, TrainingProgress progress)
      throws InterruptedException;
}
