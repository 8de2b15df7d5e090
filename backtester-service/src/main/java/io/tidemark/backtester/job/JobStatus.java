package io.tidemark.backtester.job;

/** Where a job stands. */
enum JobStatus {
  /** It waits for its turn. */
  QUEUED,
  /** It is worked on. */
  RUNNING,
  /** It came to its end, and its result can be had. */
  DONE,
  /** It cannot be done; the detail says why. */
  FAILED,
  /** Somebody did not want it any more. */
  CANCELLED
}
