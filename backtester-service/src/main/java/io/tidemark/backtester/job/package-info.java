/**
 * Jobs: backtests, searches of parameters and walks through time that are run by the service.
 *
 * <p>A job is QUEUED until its turn, then RUNNING, then DONE, FAILED or CANCELLED. What it leaves
 * behind is written in the transaction that makes it DONE. A job that was RUNNING when the service
 * ended is QUEUED again at the next start: a backtest is run anew, a search goes on from the trials
 * that it kept.
 *
 * <ul>
 *   <li>{@link io.tidemark.backtester.job.Jobs}: takes jobs in, and ends them on demand
 *   <li>{@link io.tidemark.backtester.job.JobQueue}: runs them, a few at once
 *   <li>{@link io.tidemark.backtester.job.Work}: what a job of a kind does
 *   <li>{@link io.tidemark.backtester.job.JobTable}: where they are kept
 * </ul>
 */
@NullMarked
package io.tidemark.backtester.job;

import org.jspecify.annotations.NullMarked;
