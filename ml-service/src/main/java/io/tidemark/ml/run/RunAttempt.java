package io.tidemark.ml.run;

import io.tidemark.kit.candles.IngestorAwayException;
import io.tidemark.kit.configuration.ConfigurationException;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.registry.ModelStoreException;
import io.tidemark.ml.registry.TrainingRun;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Does a run, again and again while another service or the database is away. */
final class RunAttempt {

  private static final Logger LOG = LoggerFactory.getLogger(RunAttempt.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final String STOPPED = "the service ended while it ran; it is taken up again";

  private final RunWork work;
  private final Duration longestPause;

  RunAttempt(RunWork work, Duration longestPause) {
    this.work = work;
    this.longestPause = longestPause;
  }

  /** How the run ends. What fails because it was stopped has not failed. */
  RunEnding end(TrainingRun run, RunProgress progress) {
    try {
      RunEnding ending = insist(run, progress);
      return ending instanceof RunEnding.Failed && progress.isStopped()
          ? new RunEnding.BrokenOff(STOPPED)
          : ending;
    } catch (InterruptedException e) {
      return new RunEnding.BrokenOff(STOPPED);
    } catch (IOException
        | ConfigurationException
        | IllegalArgumentException
        | IllegalStateException
        | CorruptModelException
        | ModelStoreException e) {
      return failed(progress, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      if (!progress.isStopped()) {
        LOG.error("event=training_broken run={} action=\"report it\"", run.id(), e);
      }
      return failed(progress, "it broke off: " + e);
    }
  }

  private static RunEnding failed(RunProgress progress, String reason) {
    return progress.isStopped() ? new RunEnding.BrokenOff(STOPPED) : new RunEnding.Failed(reason);
  }

  private RunEnding insist(TrainingRun run, RunProgress progress)
      throws IOException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return work.run(run, progress);
      } catch (IngestorAwayException | PositionsAwayException e) {
        tell(run, progress, String.valueOf(e.getMessage()), e);
      } catch (TransientDataAccessException
          | DataAccessResourceFailureException
          | TransactionException e) {
        tell(run, progress, "the database does not answer", e);
      }
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      pause =
          pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
    }
  }

  /** Tells what the run waits for, or throws it if the run is to end. */
  private static <E extends Exception> void tell(
      TrainingRun run, RunProgress progress, String cause, E failure) throws E {
    if (progress.isStopped()) {
      throw failure;
    }
    LOG.warn("event=training_waits run={} cause=\"{}\"", run.id(), failure.getMessage());
    progress.waitFor(cause);
  }
}
