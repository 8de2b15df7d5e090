/**
 * What goes wrong at a venue, on request: connections that break, channels that fall silent,
 * answers that never come, data that cannot be true. Every fault is decided by its scope, its count
 * and its seed, never by chance.
 *
 * <p>{@link io.tidemark.simulator.faults.FaultBoard} holds the faults; what a protocol sends passes
 * {@link io.tidemark.simulator.faults.StreamFaults}, what REST answers passes {@link
 * io.tidemark.simulator.faults.RestFaults}, and {@link io.tidemark.simulator.faults.FaultsApi} is
 * how they are set from outside.
 */
@NullMarked
package io.tidemark.simulator.faults;

import org.jspecify.annotations.NullMarked;
