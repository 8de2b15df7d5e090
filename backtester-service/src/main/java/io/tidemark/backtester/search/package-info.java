/**
 * The search for a strategy's parameters, from what is asked for to what it comes to; the command
 * line and the service run the same. Nothing here knows a server.
 *
 * <ul>
 *   <li>{@link io.tidemark.backtester.search.OptimiseRun}: one search, what speaks against its
 *       result, and a hold-out that is looked at once
 *   <li>{@link io.tidemark.backtester.search.WalkForwardRun}: a search in each training window,
 *       judged by what came after it
 *   <li>{@link io.tidemark.backtester.search.PreparedSearch}: strategy, bars and space, checked
 *   <li>{@link io.tidemark.backtester.search.TrialPool}: trials in parallel
 *   <li>{@link io.tidemark.backtester.search.TrialJournal}, {@link
 *       io.tidemark.backtester.search.HoldOutLedger}: what is kept of trials and of looks at
 *       hold-outs; where, is for those who run searches
 *   <li>{@link io.tidemark.backtester.search.SearchWatch}: who looks on
 *   <li>{@link io.tidemark.backtester.search.OptimiseJson}, {@link
 *       io.tidemark.backtester.search.OptimiseHtml}: a search's result for programs, and for people
 * </ul>
 */
@NullMarked
package io.tidemark.backtester.search;

import org.jspecify.annotations.NullMarked;
