/**
 * Lets models foretell of the bars of Kafka: the shell round {@code ml.serve}. It runs where {@code
 * tidemark.ml.models} names training files.
 *
 * <p>All bars of a close instant are one batch; a poll waits a moment for those that lack. What a
 * champion or the stand-in foretells is acknowledged by Kafka, and its row written, before a
 * snapshot or a committed offset covers its bar, so that none is lost. Who goes on after a crash
 * reads back what was published and publishes none of it again.
 *
 * <ul>
 *   <li>{@code PredictionHandler}, {@code ModelLine}: from a poll's bars to what is sent and
 *       written
 *   <li>{@code ModelWatch}, {@code ModelSlot}, {@code RegistryOpener}: which models serve, opened
 *       beside the bars
 *   <li>{@code StreamRecovery}, {@code FeatureSnapshots}, {@code PublishedPredictions}: going on
 *   <li>{@code LivePast}, {@code FeatureInputs}: what features begin with and read beside the bars
 *   <li>{@code LatestFeatures}, {@code FeatureController}: the features as they are now, over REST
 * </ul>
 */
@NullMarked
package io.tidemark.ml.live;

import org.jspecify.annotations.NullMarked;
