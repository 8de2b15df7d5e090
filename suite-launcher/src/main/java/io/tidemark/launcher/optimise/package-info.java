/**
 * The search for a strategy's parameters from the command line, without a server; what is searched
 * and how is {@link io.tidemark.backtester.search}.
 *
 * <ul>
 *   <li>{@link io.tidemark.launcher.optimise.OptimiseSession}: one search, from request to files
 *   <li>{@link io.tidemark.launcher.optimise.WalkForwardSession}: a search in each training window
 *   <li>{@link io.tidemark.launcher.optimise.TrialFile}, {@link
 *       io.tidemark.launcher.optimise.HoldOutFile}: what is kept of trials and of hold-outs
 *   <li>{@link io.tidemark.launcher.optimise.OptimiseText}, {@link
 *       io.tidemark.launcher.optimise.WalkForwardText}: the summaries on the terminal
 * </ul>
 */
@NullMarked
package io.tidemark.launcher.optimise;

import org.jspecify.annotations.NullMarked;
