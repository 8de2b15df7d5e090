/**
 * What a model is shown of a bar, from one definition for training and for serving.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.feature.Feature}: a named number in the rule language
 *   <li>{@link io.tidemark.core.feature.FeatureSet}: the features of a model, told apart from
 *       others by its hash; {@link io.tidemark.core.feature.FeatureSet#standard} is the usual one
 *   <li>{@link io.tidemark.core.feature.FeatureStream}: their values as bars come, for serving
 *   <li>{@link io.tidemark.core.feature.FeatureTable}: their values over a {@link
 *       io.tidemark.core.feature.FeatureHistory}, for training; bit for bit those of the stream
 *   <li>{@link io.tidemark.core.feature.Standardiser}: brings them to one scale, learnt from
 *       training rows alone
 * </ul>
 *
 * <p>A feature is read over indicators that only know closed bars, so it cannot look ahead. A value
 * that is not known, while warming up or because the data lack it, is NaN and never made up.
 */
@NullMarked
package io.tidemark.core.feature;

import org.jspecify.annotations.NullMarked;
