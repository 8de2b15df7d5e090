package io.tidemark.ml.model;

/**
 * How far a training is.
 *
 * @param done steps that have ended, from 1 to {@code of}; a step is an epoch, a round of trees or
 *     an iteration
 * @param of how many there will be at most
 * @param validationLoss mean logarithmic loss on the validation after the step, 0 or above; NaN
 *     without a validation
 */
public record TrainingStep(int done, int of, double validationLoss) {}
