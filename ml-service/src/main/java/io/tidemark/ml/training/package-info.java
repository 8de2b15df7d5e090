/**
 * From a training file and a history to a model that can be used: features, labels, parts in order
 * of time, the training itself, and how the model did on bars that it never saw. Known to no
 * framework: the command line trains with it as the service does.
 *
 * <ul>
 *   <li>{@link io.tidemark.ml.training.ModelTraining}: makes a bundle of a training file and its
 *       bars; a {@link io.tidemark.ml.training.TrainingRunner} says in which process
 *   <li>{@link io.tidemark.ml.training.TradeSource}: which trades teach the agent that sizes;
 *       {@link io.tidemark.ml.training.StrategyRuns}: those that a strategy makes of the bars
 *   <li>{@link io.tidemark.ml.training.ModelBundle}: a model with all that it takes to use it, on
 *       disk; {@link io.tidemark.ml.training.ModelsFolder}: the bundles of one name
 *   <li>{@link io.tidemark.ml.training.Predictor}: features of a table or of a stream to
 *       probabilities
 *   <li>{@link io.tidemark.ml.training.HoldOutScore}, {@link io.tidemark.ml.training.Deployment}:
 *       how good a bundle is, and whether it may take the place of the one in use
 * </ul>
 */
@NullMarked
package io.tidemark.ml.training;

import org.jspecify.annotations.NullMarked;
