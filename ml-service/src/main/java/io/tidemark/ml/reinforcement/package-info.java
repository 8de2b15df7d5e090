/**
 * How much of its size a signal is given, or whether it is skipped, learnt from trades that were
 * recorded: a small deep Q-network (V. Mnih et al., Human-level Control through Deep Reinforcement
 * Learning, 2015) that sees what was known at the entry and how deep the account is below its best.
 * Off unless the configuration turns it on.
 */
@NullMarked
package io.tidemark.ml.reinforcement;

import org.jspecify.annotations.NullMarked;
