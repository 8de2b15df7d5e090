/**
 * The search for parameters, and what speaks against believing what it found. Nothing here runs a
 * backtest: a trial is an assignment of parameters, and the caller tells what score it got.
 *
 * <ul>
 *   <li>{@code space}: which parameters are searched, and what values they may have
 *   <li>{@code objective}: from the figures of a trial to its score
 *   <li>{@code search}: what to try next, by grid, at random or by a model of what did well
 *   <li>{@code split}: what is searched on, and what is kept back to judge by
 *   <li>{@code statistics}: how much of a result luck and the number of trials explain
 *   <li>{@code surface}: scores over two parameters, and whether the best one stands alone
 * </ul>
 *
 * <p>All of it is a function of its arguments: seeds are given, and the same calls give the same
 * results on every machine and at any number of threads.
 */
@NullMarked
package io.tidemark.core.optimise;

import org.jspecify.annotations.NullMarked;
