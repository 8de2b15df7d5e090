package io.tidemark.backfiller.job;

import io.tidemark.backfiller.store.StoreException;
import io.tidemark.exchange.VenueReadException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Repeats what fails for a passing reason, with growing pauses, until it succeeds or the work is to
 * end: a venue, an ingestor or a database that is away is waited for. What the database refuses
 * fails at once. A write may have taken effect though it seemed to fail, when the connection broke
 * at the commit: what is repeated must bear to be done twice.
 */
final class Insistence {

  /** It failed for a reason that does not pass. */
  static final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final Halt halt;
  private final Duration longestPause;
  private final String subject;

  /**
   * @param subject whose work it is, for the log
   */
  Insistence(Halt halt, Duration longestPause, String subject) {
    this.halt = halt;
    this.longestPause = longestPause;
    this.subject = subject;
  }

  /**
   * What the attempt gives once it succeeds.
   *
   * @throws Halt.HaltedException if the work is to end
   * @throws FailedException if it cannot succeed
   */
  <T> T until(Callable<T> attempt) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      halt.check();
      try {
        return attempt.call();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Halt.HaltedException();
      } catch (Halt.HaltedException | FailedException e) {
        throw e;
      } catch (Exception e) {
        halt.check();
        if (!passes(e)) {
          throw failed(e);
        }
        LOG.warn(
            "event=backfill_waits subject={} pause={} cause=\"{}\"",
            subject,
            pause,
            e.getMessage());
        halt.pause(pause);
        pause =
            pause.multipliedBy(2).compareTo(longestPause) < 0
                ? pause.multipliedBy(2)
                : longestPause;
      }
    }
  }

  /** As {@link #until}, for what gives nothing. */
  void run(Runnable attempt) {
    until(
        () -> {
          attempt.run();
          return true;
        });
  }

  private static RuntimeException failed(Exception e) {
    return e instanceof IllegalArgumentException
            || e instanceof VenueReadException
            || e instanceof StoreException
        ? new FailedException(String.valueOf(e.getMessage()))
        : e instanceof RuntimeException broken ? broken : new IllegalStateException(e);
  }

  private static boolean passes(Exception e) {
    return switch (e) {
      case VenueReadException venue ->
          switch (venue.reason()) {
            case RATE_LIMITED, VENUE_UNAVAILABLE, AMBIGUOUS_ANSWER -> true;
            default -> false;
          };
      case StoreException store -> store.passing();
      case TransientDataAccessException _,
          RecoverableDataAccessException _,
          DataAccessResourceFailureException _,
          TransactionException _ ->
          true;
      default -> false;
    };
  }
}
