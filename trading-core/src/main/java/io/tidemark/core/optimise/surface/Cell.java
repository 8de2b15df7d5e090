package io.tidemark.core.optimise.surface;

import org.jspecify.annotations.Nullable;

/**
 * The trials of one cell of a heat map.
 *
 * @param trials all of them
 * @param feasible those that have a value and break no constraint
 * @param mean of the values there are, of trials that break constraints too; null without any
 * @param best the highest of them
 * @param worst the lowest of them
 */
public record Cell(
    int trials,
    int feasible,
    @Nullable Double mean,
    @Nullable Double best,
    @Nullable Double worst) {}
