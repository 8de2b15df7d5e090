package io.tidemark.backtester.job;

import io.tidemark.core.optimise.objective.TrialFigures;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trial of a search.
 *
 * @param fold window of a walk through time, from 0; 0 otherwise
 * @param number from 0
 * @param parameters by path
 * @param value of the objective; null if it is not defined
 * @param feasible whether it keeps the constraints
 * @param figures null if it could not be run
 * @param problem why it could not; null if it could
 */
record TrialView(
    int fold,
    int number,
    Map<String, Object> parameters,
    @Nullable Double value,
    boolean feasible,
    @Nullable TrialFigures figures,
    @Nullable String problem) {}
