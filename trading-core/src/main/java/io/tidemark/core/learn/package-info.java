/**
 * What a model learns to foretell, on which rows, and how well it does.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.learn.Targets}: makes {@link io.tidemark.core.learn.Labels} of the
 *       rows of a table
 *   <li>{@link io.tidemark.core.learn.TimeSplits}: which rows are trained on, chosen by, and judged
 *       by; no label reaches from one into the next
 *   <li>{@link io.tidemark.core.learn.Evaluation}: how good probabilities were
 *   <li>{@link io.tidemark.core.learn.PermutationImportance}: which columns they came from
 *   <li>{@link io.tidemark.core.learn.Drift}: whether features are still what was trained on
 * </ul>
 */
@NullMarked
package io.tidemark.core.learn;

import org.jspecify.annotations.NullMarked;
