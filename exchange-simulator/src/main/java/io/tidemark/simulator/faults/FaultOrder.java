package io.tidemark.simulator.faults;

import io.tidemark.simulator.market.Pair;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault as it was asked for.
 *
 * @param channel a channel's plain name; null for every channel
 * @param pair null for every pair
 * @param method a method's name: REST's, such as {@code AddOrder}, for both protocols, or version
 *     2's, such as {@code add_order}, for that alone; null for every method
 * @param count how often it strikes before it ends, 1 or above; null for no bound
 * @param lasts wall time until it ends; null for no bound
 * @param probability that it strikes where it could, above 0 and at most 1
 * @param seed of what probability and effect draw
 */
record FaultOrder(
    FaultKind kind,
    Effect effect,
    @Nullable String channel,
    @Nullable Pair pair,
    @Nullable String method,
    @Nullable Long count,
    @Nullable Duration lasts,
    double probability,
    long seed) {}
