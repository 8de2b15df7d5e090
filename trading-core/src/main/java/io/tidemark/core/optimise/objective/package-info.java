/**
 * What a search strives for: the figures of a trial ({@link
 * io.tidemark.core.optimise.objective.TrialFigures}), the one that counts with the limits that the
 * others must keep ({@link io.tidemark.core.optimise.objective.Objective}), and the score that
 * trials are ranked by ({@link io.tidemark.core.optimise.objective.Score}).
 */
@NullMarked
package io.tidemark.core.optimise.objective;

import org.jspecify.annotations.NullMarked;
