/**
 * What a trained model is worth, on bars that it never saw.
 *
 * <ul>
 *   <li>{@link io.tidemark.ml.evaluation.ModelEvaluation}: all of it, of a bundle
 *   <li>{@link io.tidemark.ml.evaluation.PartFigures}: how well it foretells
 *   <li>{@link io.tidemark.ml.evaluation.Importance}: which features it goes by
 *   <li>{@link io.tidemark.ml.evaluation.ModelWorth}: what a strategy earns with it and without it,
 *       net of fees, in the engine that runs every backtest; of a model that judges signals, what
 *       the trades it would take earn
 * </ul>
 */
@NullMarked
package io.tidemark.ml.evaluation;

import org.jspecify.annotations.NullMarked;
