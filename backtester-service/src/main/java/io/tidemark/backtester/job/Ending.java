package io.tidemark.backtester.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param detail why it failed; empty otherwise
 * @param result null if it failed
 */
record Ending(JobStatus status, String detail, Work.@Nullable Result result) {

  static Ending done(Work.Result result) {
    return new Ending(JobStatus.DONE, "", result);
  }

  static Ending failed(String detail) {
    return new Ending(JobStatus.FAILED, detail, null);
  }
}
