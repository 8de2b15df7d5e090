package io.tidemark.backtester.search;

import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.optimise.objective.Objective;
import io.tidemark.core.optimise.search.Proposal;
import io.tidemark.core.optimise.search.Search;
import io.tidemark.core.optimise.space.Assignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Runs the trials of searches on several threads, a batch of proposals at once. What comes out does
 * not depend on how many threads there are, nor on which trial ends first.
 */
final class TrialPool implements AutoCloseable {

  private final ExecutorService threads;
  private final BooleanSupplier stopped;

  /**
   * @param size number of threads, 1 or above
   * @param stopped whether the end is wanted
   */
  TrialPool(int size, BooleanSupplier stopped) {
    this.threads =
        Executors.newFixedThreadPool(
            size, Thread.ofPlatform().daemon().name("trial-", 0).factory());
    this.stopped = stopped;
  }

  /** Runs one assignment. */
  @FunctionalInterface
  interface Bench {

    /**
     * What it comes to.
     *
     * @throws IllegalArgumentException if the strategy is not valid with it
     * @throws RuntimeException if the run fails; the message says why
     */
    TrialOutcome run(Assignment assignment);
  }

  /** Is told of each trial as it ends, in whatever order they do, by one thread. */
  @FunctionalInterface
  interface Listener {

    /** Keeps it. */
    void finished(TrialRecord trial) throws IOException;
  }

  /**
   * Runs a search to its end.
   *
   * @param known trials of it that were run before
   * @return all trials, by number; empty if the end was wanted before
   * @throws IllegalArgumentException if the search would not have proposed what is known
   * @throws IOException if the listener fails
   */
  List<TrialRecord> run(
      Search search, Objective objective, List<TrialRecord> known, Bench bench, Listener listener)
      throws IOException {
    SortedMap<Integer, TrialRecord> done = new TreeMap<>();
    for (TrialRecord trial : known) {
      search.tell(trial.judged(objective));
      done.put(trial.number(), trial);
    }
    while (!search.isFinished()) {
      for (TrialRecord trial : batch(search.ask(), bench, listener)) {
        search.tell(trial.judged(objective));
        done.put(trial.number(), trial);
      }
      if (stopped.getAsBoolean()) {
        return List.of();
      }
    }
    return List.copyOf(done.values());
  }

  private List<TrialRecord> batch(List<Proposal> proposals, Bench bench, Listener listener)
      throws IOException {
    CompletionService<TrialRecord> running = new ExecutorCompletionService<>(threads);
    proposals.forEach(proposal -> running.submit(() -> run(proposal, bench)));
    List<TrialRecord> ended = new ArrayList<>();
    for (int i = 0; i < proposals.size() && !stopped.getAsBoolean(); i++) {
      TrialRecord trial = next(running);
      if (!stopped.getAsBoolean()) {
        listener.finished(trial);
        ended.add(trial);
      }
    }
    return ended;
  }

  private TrialRecord run(Proposal proposal, Bench bench) {
    if (stopped.getAsBoolean()) {
      return TrialRecord.failed(proposal, "stopped");
    }
    try {
      return TrialRecord.of(proposal, bench.run(proposal.assignment()));
    } catch (RuntimeException e) {
      return TrialRecord.failed(proposal, SearchedStrategy.reason(e));
    }
  }

  private static TrialRecord next(CompletionService<TrialRecord> running) {
    try {
      return running.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials were run", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial could not be run: " + e.getCause(), e);
    }
  }

  /** Waits for nothing that is still running. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
