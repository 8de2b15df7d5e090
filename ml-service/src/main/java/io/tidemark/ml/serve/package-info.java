/**
 * Predictions as bars close. Known to no framework, to no log and to no clock, so that what is
 * foretold of recorded bars is what was foretold live.
 *
 * <ul>
 *   <li>{@code PredictionStage}: from the bars of one instant to predictions, in one batch
 *   <li>{@code FeatureStreams}: the features of each instrument, and their last rows
 *   <li>{@code ServedModel}: a model with what its samples are made with
 *   <li>{@code ChampionFollower}: puts the champion of the registry in its place
 * </ul>
 */
@NullMarked
package io.tidemark.ml.serve;

import org.jspecify.annotations.NullMarked;
