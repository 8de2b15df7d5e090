/**
 * Versions of models: their files, where they stand, and which one serves. What decides is a row in
 * the schema {@code ml}; files are put in their place before a row names them, and events follow
 * from the rows, so a kill at any instant leaves a champion whose files are whole.
 *
 * <ul>
 *   <li>{@code ModelRegistry}: registers, compares, promotes, rolls back and retires
 *   <li>{@code ModelStore}: where the files are, in a folder or in a bucket
 *   <li>{@code FeatureSetTable}, {@code TrainingRunTable}, {@code PredictionTable}: the rows of
 *       those who train and serve
 * </ul>
 */
@NullMarked
package io.tidemark.ml.registry;

import org.jspecify.annotations.NullMarked;
