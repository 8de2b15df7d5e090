package io.tidemark.backtester.job;

import java.io.IOException;
import java.util.Optional;

/** What a job of a kind does. */
interface Work {

  /** The kind of jobs that it does. */
  JobKind kind();

  /** What is counted while it goes on. */
  String unit();

  /**
   * Does a job.
   *
   * @param progress told how far it is; asks for the end
   * @return empty if the end was wanted before
   * @throws IllegalArgumentException if what was asked for does not go with the bars there are
   * @throws IllegalStateException if the search finds nothing to go on with
   * @throws io.tidemark.kit.candles.IngestorAwayException if bars cannot be had now
   * @throws IOException if they cannot be had at all
   */
  Optional<Result> run(Job job, JobProgress progress) throws IOException;

  /**
   * What a job came to.
   *
   * @param json what its user is told of it
   * @param rows writes all else; run in the transaction that ends the job
   */
  record Result(String json, Runnable rows) {}
}
