package io.tidemark.core.optimise.statistics;

/**
 * What {@link OverfittingCheck} found.
 *
 * @param probability of backtest overfitting, from 0 to 1: the share of the divisions in which the
 *     best trial of one half was at or below the middle of all trials in the other; about 0.5 if
 *     nothing but luck was chosen
 * @param divisions number of them
 * @param medianLogit the middle of the logarithms of the odds of its rank in the other half; above
 *     0 if it stays among the better ones
 * @param probabilityOfLoss the share of the divisions in which its Sharpe ratio in the other half
 *     was below 0
 * @param degradation slope of the line through its Sharpe ratio in both halves: 1 if what is gained
 *     in one is found in the other, below 0 if the better it looked, the worse it did; 0 if all
 *     looked the same
 */
public record OverfittingEvidence(
    double probability,
    int divisions,
    double medianLogit,
    double probabilityOfLoss,
    double degradation) {}
