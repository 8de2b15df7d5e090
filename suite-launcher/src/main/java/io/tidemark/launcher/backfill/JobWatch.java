package io.tidemark.launcher.backfill;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks how a job stands. An answer that fails to come is no news: the job goes on meanwhile. */
final class JobWatch {

  private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

  private final Supplier<BackfillClient.Job> question;
  private final int patience;
  private int failures;

  /**
   * @param question fails with {@link IllegalStateException} if no answer comes
   * @param patience how many failures on end are borne, 0 or above
   */
  JobWatch(Supplier<BackfillClient.Job> question, int patience) {
    this.question = question;
    this.patience = patience;
  }

  /**
   * How the job stands now, or as it stood if that cannot be told.
   *
   * @throws IllegalStateException as the question does, once patience has ended
   */
  BackfillClient.Job after(BackfillClient.Job last) {
    try {
      BackfillClient.Job job = question.get();
      failures = 0;
      return job;
    } catch (IllegalStateException e) {
      failures++;
      if (failures > patience) {
        throw e;
      }
      LOG.warn("event=backfill_not_told failures={} cause=\"{}\"", failures, e.getMessage());
      return last;
    }
  }
}
