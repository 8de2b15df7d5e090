/**
 * The simulator's own controls, which no real venue has: the clock of the replay, the ledger and
 * the status, for whoever runs a test or a demonstration on it.
 */
@NullMarked
package io.tidemark.simulator.control;

import org.jspecify.annotations.NullMarked;
