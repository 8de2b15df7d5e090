package io.tidemark.core.optimise.statistics;

/**
 * What {@link TradeOrder} found.
 *
 * @param finalEquity of the runs; if trades are only shuffled, all the same but for runs that were
 *     ruined
 * @param maxDrawdown of the runs, each a fraction of the peak, from 0 to 1
 * @param ruined share of the runs whose equity fell to 0
 */
public record TradeOrderEvidence(Percentiles finalEquity, Percentiles maxDrawdown, double ruined) {}
