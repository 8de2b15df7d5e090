/**
 * The search for a strategy's parameters from the command line, without a server.
 *
 * <ul>
 *   <li>{@link io.tidemark.launcher.optimise.OptimiseSession}: one search, what speaks against its
 *       result, and a hold-out that is looked at once
 *   <li>{@link io.tidemark.launcher.optimise.WalkForwardSession}: a search in each training window,
 *       judged by what came after it
 *   <li>{@link io.tidemark.launcher.optimise.PreparedSearch}: strategy, bars and space, checked
 *   <li>{@link io.tidemark.launcher.optimise.TrialPool}, {@link
 *       io.tidemark.launcher.optimise.TrialJournal}: trials in parallel, kept as they end
 * </ul>
 */
@NullMarked
package io.tidemark.launcher.optimise;

import org.jspecify.annotations.NullMarked;
