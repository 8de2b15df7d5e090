package io.tidemark.backtester.job;

import io.tidemark.backtester.run.SettingException;
import io.tidemark.kit.candles.IngestorAwayException;
import io.tidemark.kit.configuration.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Does a job, again and again while the ingestor or the database is away. */
final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final Work work;
  private final Duration longestPause;

  Attempts(Work work, Duration longestPause) {
    this.work = work;
    this.longestPause = longestPause;
  }

  /** Whether a failure is the database's, and passes. */
  static boolean mayPass(RuntimeException failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof DataAccessResourceFailureException
        || failure instanceof TransactionException;
  }

  /** How the job ends; null if its end was wanted before. */
  @Nullable Ending end(Job job, JobProgress progress) {
    try {
      return insist(job, progress);
    } catch (InterruptedException e) {
      return null;
    } catch (SettingException e) {
      return failed(progress, FieldNames.told(e));
    } catch (IOException
        | ConfigurationException
        | IllegalArgumentException
        | IllegalStateException e) {
      return failed(progress, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      if (!progress.isStopped()) {
        LOG.error("event=job_broken job={} action=\"report it\"", job.id(), e);
      }
      return failed(progress, "it broke off: " + e);
    }
  }

  /** What fails because it was interrupted has not failed. */
  private static @Nullable Ending failed(JobProgress progress, String detail) {
    return progress.isStopped() ? null : Ending.failed(detail);
  }

  private @Nullable Ending insist(Job job, JobProgress progress)
      throws IOException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return work.run(job, progress).map(Ending::done).orElse(null);
      } catch (IngestorAwayException e) {
        if (progress.isStopped()) {
          return null;
        }
        tell(job, e);
        progress.waitFor(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        if (progress.isStopped() || !mayPass(e)) {
          throw e;
        }
        tell(job, e);
        progress.waitFor("the database does not answer");
      }
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      pause =
          pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
    }
  }

  private static void tell(Job job, Exception cause) {
    LOG.warn("event=job_waits job={} cause=\"{}\"", job.id(), cause.getMessage());
  }
}
