package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;

/**
 * Something to try.
 *
 * @param number of the trial, from 0
 */
public record Proposal(int number, Assignment assignment) {}
