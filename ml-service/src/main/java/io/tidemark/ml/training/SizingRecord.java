package io.tidemark.ml.training;

import io.tidemark.ml.reinforcement.SizingScore;
import org.jspecify.annotations.Nullable;

/**
 * What became of the agent that sizes.
 *
 * @param trades whose it learnt from, such as {@code those that were given}
 * @param currency of the amounts; empty if there was no trade
 * @param learnt how many trades it learnt from
 * @param score how it did on those of the hold-out; null if there were too few to learn from or to
 *     be judged by
 * @param kept whether it goes with the model
 * @param found the same in words
 */
public record SizingRecord(
    String trades,
    String currency,
    int learnt,
    @Nullable SizingScore score,
    boolean kept,
    String found) {}
