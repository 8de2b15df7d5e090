package io.tidemark.backfiller.job;

/** Where a job stands. */
enum JobStatus {
  /** It is worked on, or waits for its turn. */
  RUNNING,
  /** All of it is done. */
  DONE,
  /** Somebody did not want it any more; what was fetched stays. */
  CANCELLED,
  /** Some of it could not be done, for a reason that does not pass. */
  FAILED
}
