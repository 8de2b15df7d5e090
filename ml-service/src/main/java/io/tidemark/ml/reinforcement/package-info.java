/**
 * How much of its size a signal is given, or whether it is skipped, learnt from trades that were
 * recorded: a small deep Q-network (V. Mnih et al., Human-level Control through Deep Reinforcement
 * Learning, 2015) that sees what was known at the entry. How deep the account is below its best
 * counts in its reward, but is not shown to it: the service that asks it knows of no account. Off
 * unless the configuration turns it on.
 *
 * <ul>
 *   <li>{@link io.tidemark.ml.reinforcement.SizingTrainer}: makes an agent of recorded trades
 *   <li>{@link io.tidemark.ml.reinforcement.SizingAgent}: chooses
 *   <li>{@link io.tidemark.ml.reinforcement.SizingScore}: how it did on trades that it never saw
 * </ul>
 */
@NullMarked
package io.tidemark.ml.reinforcement;

import org.jspecify.annotations.NullMarked;
